import { ClusterSchema, Entity } from "@effect/cluster"
import { Rpc } from "@effect/rpc"
import { Schema } from "effect"
import { BookingRefusal, BookingTerms, BookingView, ErrandKind } from "../domain/Booking.ts"
import { RequestId } from "../domain/Ids.ts"
import { Unavailable } from "../domain/Unavailable.ts"

/** Something the booking has asked of others and not finished; its timer finishes it after a crash. */
export const Errand = Schema.Struct({
  /** request ids of its steps derive from it, so that no step is done twice */
  id: Schema.String,
  kind: ErrandKind,
  step: Schema.Literal("hold", "book", "undo", "withdraw", "notice"),
  actor: Schema.String,
  dueAtMillis: Schema.Number
})
export type Errand = typeof Errand.Type

const command = { requestId: RequestId, actor: Schema.String } as const
const error = Schema.Union(BookingRefusal, Unavailable)

export const BookingEntity = Entity.make("Booking", [
  Rpc.make("Open", { payload: { ...command, terms: BookingTerms }, success: BookingView, error }),
  /** Takes the next free hold level of its date. */
  Rpc.make("Hold", { payload: command, success: BookingView, error }),
  /** Takes the date for good: hold, then book, as one saga that survives a crash between any two of its steps. */
  Rpc.make("Confirm", { payload: command, success: BookingView, error }),
  Rpc.make("Cancel", {
    payload: { ...command, reason: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(500)) },
    success: BookingView,
    error
  }),
  Rpc.make("Get", { success: BookingView, error }),
  Rpc.make("Wake", {})
]).annotate(ClusterSchema.ShardGroup, () => "default")
