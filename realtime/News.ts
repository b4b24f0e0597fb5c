import { Context, type Effect } from "effect"

/** Resumes when something may have been added to the feed. A hint, sent at most once however much was added. */
export class News extends Context.Tag("promoteros/realtime/News")<News, {
  readonly await: Effect.Effect<void>
}>() {}
