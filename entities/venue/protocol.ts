import { ClusterSchema, Entity } from "@effect/cluster"
import { Rpc } from "@effect/rpc"
import { Schema } from "effect"
import { BookingId, RequestId, StageId, VenueId } from "../domain/Ids.ts"
import { ShowDate } from "../domain/ShowDate.ts"
import { Unavailable } from "../domain/Unavailable.ts"
import { Standing, VenueFacts } from "../domain/Venue.ts"
import { Avail, VenueRefusal } from "../domain/VenueRefusals.ts"
import { DateState } from "./dates.ts"
import { Override } from "./events.ts"

const command = { requestId: RequestId, actor: Schema.String } as const
const slot = { stageId: StageId, date: ShowDate } as const
const held = { ...command, ...slot, bookingId: BookingId } as const

const error = Schema.Union(VenueRefusal, Unavailable)

export const VenueView = Schema.Struct({ venueId: VenueId, facts: VenueFacts, dates: Schema.Array(DateState) })
export type VenueView = typeof VenueView.Type

export const VenueEntity = Entity.make("Venue", [
  Rpc.make("Register", { payload: { ...command, facts: VenueFacts }, success: Schema.Void, error }),
  Rpc.make("Get", { success: VenueView, error }),
  /** The next dates from `from` on that can be held, with the level that a hold would get. */
  Rpc.make("Avails", {
    payload: { stageId: StageId, from: ShowDate, days: Schema.Int.pipe(Schema.between(1, 366)) },
    success: Schema.Array(Avail),
    error
  }),
  Rpc.make("PlaceHold", {
    payload: Schema.Struct({
      ...command,
      stageId: StageId,
      bookingId: BookingId,
      dates: Schema.Array(ShowDate).pipe(Schema.minItems(1), Schema.maxItems(31)),
      targetDate: Schema.optionalWith(ShowDate, { exact: true })
    }),
    success: Schema.Array(Standing),
    error
  }),
  Rpc.make("ReleaseHold", { payload: held, success: Standing, error }),
  Rpc.make("ExtendHold", { payload: held, success: Standing, error }),
  Rpc.make("PromoteHold", { payload: { ...held, level: Schema.Int }, success: Standing, error }),
  /** Makes the date the booking's own and clears it. */
  Rpc.make("Book", {
    payload: Schema.Struct({ ...held, override: Schema.optionalWith(Override, { exact: true }) }),
    success: Standing,
    error
  }),
  /** Books another date and gives the old one back, both or neither. */
  Rpc.make("Move", {
    payload: Schema.Struct({
      ...held,
      from: Schema.Struct(slot),
      override: Schema.optionalWith(Override, { exact: true })
    }),
    success: Standing,
    error
  }),
  /** Gives a booked date back. */
  Rpc.make("Free", { payload: held, success: Standing, error }),
  Rpc.make("Challenge", { payload: held, success: Standing, error }),
  Rpc.make("GiveUpHold", { payload: held, success: Standing, error }),
  Rpc.make("WithdrawChallenge", { payload: held, success: Standing, error }),
  /** Lets everything go that a booking has here. */
  Rpc.make("Withdraw", { payload: { ...command, bookingId: BookingId }, success: Schema.Void, error }),
  Rpc.make("Wake", {})
]).annotate(ClusterSchema.ShardGroup, () => "default")
