import { Schema } from "effect"
import { BookingId, StageId } from "../domain/Ids.ts"
import { ShowDate } from "../domain/ShowDate.ts"

/** Epoch milliseconds. */
const Instant = Schema.Int

/** One booking's place in the queue of one stage on one date. A booking holds a date of a stage at most once. */
export const Hold = Schema.Struct({
  bookingId: BookingId,
  /** 1 is the right of first refusal */
  level: Schema.Int,
  /** the date its booking wants most, of all that it holds */
  target: Schema.Boolean,
  placedAt: Instant,
  expiresAt: Instant,
  /** absent once reminded */
  remindAt: Schema.optionalWith(Instant, { exact: true }),
  extensions: Schema.Int
})
export type Hold = typeof Hold.Type

/** A lower hold that is ready to commit asks those above it, first to last, to confirm or to let go. */
export const Challenge = Schema.Struct({
  challenger: BookingId,
  openedAt: Instant,
  /** whose turn it is: the holder asked or, once all above are gone, the challenger itself */
  asked: BookingId,
  answerBy: Instant
})
export type Challenge = typeof Challenge.Type

export const DateState = Schema.Struct({
  stageId: StageId,
  date: ShowDate,
  /** by level */
  holds: Schema.Array(Hold),
  challenge: Schema.optionalWith(Challenge, { exact: true }),
  booked: Schema.optionalWith(Schema.Struct({ bookingId: BookingId, at: Instant }), { exact: true })
})
export type DateState = typeof DateState.Type

/** One date of one stage. */
export interface Slot {
  readonly stageId: StageId
  readonly date: ShowDate
}

/** In the order of `bySlot`; a date without holds or booking has no entry. */
export interface Calendar {
  readonly dates: ReadonlyArray<DateState>
}

export const dateKey = ({ date, stageId }: Slot): string => `${stageId}/${date}`

const bySlot = (a: Slot, b: Slot): number =>
  a.date < b.date ? -1 : a.date > b.date ? 1 : a.stageId < b.stageId ? -1 : a.stageId > b.stageId ? 1 : 0

/** Where a date is among those of the venue, or would have to be put. */
export const find = ({ dates }: Calendar, slot: Slot): { readonly index: number; readonly found: boolean } => {
  let index = 0
  let end = dates.length
  while (index < end) {
    const middle = (index + end) >> 1
    const at = dates[middle]
    if (at && bySlot(at, slot) < 0) index = middle + 1
    else end = middle
  }
  const at = dates[index]
  return { index, found: at !== undefined && bySlot(at, slot) === 0 }
}

export const dateState = (venue: Calendar, { date, stageId }: Slot): DateState => {
  const { found, index } = find(venue, { stageId, date })
  return (found ? venue.dates[index] : undefined) ?? { stageId, date, holds: [] }
}

export const holdOf = (date: DateState, bookingId: BookingId): Hold | undefined =>
  date.holds.find((hold) => hold.bookingId === bookingId)
