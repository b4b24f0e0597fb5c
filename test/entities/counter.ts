import { Either, Schema } from "effect"
import * as Answer from "../../entities/Answer.ts"
import * as Definition from "../../entities/Definition.ts"
import type { RecordedEvent } from "../../entities/Journal.ts"
import * as Writer from "../../entities/Writer.ts"

/** The smallest entity there is: it adds, and refuses to take away. */
const Added = Schema.TaggedStruct("Added", { by: Schema.Int })
export type Added = typeof Added.Type

const Counter = Schema.Struct({ total: Schema.Int })
export type Counter = typeof Counter.Type

export const definition: Definition.Definition<Counter, Added> = {
  type: "counter",
  initial: { total: 0 },
  evolve: ({ total }, { by }) => ({ total: total + by }),
  codec: Definition.codec(Counter, Added),
  keeps: "journal",
  due: () => null,
  rows: () => ({}),
  feed: ({ after, entityId }) => [{ channel: "metrics", artistId: entityId, body: JSON.stringify(after) }]
}

export class OnlyUp extends Schema.TaggedError<OnlyUp>()("OnlyUp", { total: Schema.Int }) {
  override get message() {
    return `The counter stands at ${this.total} and only goes up`
  }
}

const answer = Answer.make(Schema.Int, OnlyUp)

export const add = (writer: Writer.Writer<Counter, Added>, requestId: string, by = 1) =>
  writer.run(
    { requestId, actor: "tester", answer },
    ({ total }) => by > 0 ? Either.right([{ _tag: "Added", by }]) : Either.left(new OnlyUp({ total })),
    ({ total }) => total
  )

/** A row of the journal table as the rest of the product sees it. */
export interface JournalRow {
  readonly position: number
  readonly type: string
  readonly payload: string
  readonly command_id: string
  readonly actor: string
  readonly at: Date
  readonly hash: string
}

export const recorded = ({ at, command_id, ...event }: JournalRow): RecordedEvent => ({
  ...event,
  commandId: command_id,
  atMillis: at.getTime()
})
