import { Layer } from "effect"
import { CatchUp } from "./CatchUp.ts"
import { Conversation } from "./Conversation.ts"
import { Feed } from "./Feed.ts"
import { Gateway } from "./Gateway.ts"
import { Live } from "./Live.ts"

/** The live side of one process, over the database and whatever brings the news of commits. */
export const layer = Gateway.layer.pipe(
  Layer.provideMerge(Conversation.layer),
  Layer.provideMerge(CatchUp.layer),
  Layer.provideMerge(Live.layer),
  Layer.provideMerge(Feed.layer)
)
