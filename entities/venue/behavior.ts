import { Either, Schema } from "effect"
import type { BookingId, StageId } from "../domain/Ids.ts"
import type { ShowDate } from "../domain/ShowDate.ts"
import { VenueFacts } from "../domain/Venue.ts"
import * as refusals from "../domain/VenueRefusals.ts"
import { type DateState, dateState, holdOf, type Slot } from "./dates.ts"
import { type Answer, type Decide, decide, type Held, holdReleased, identify, onStage, released } from "./decide.ts"
import type { Override, VenueEvent } from "./events.ts"
import {
  challengeEnded,
  closeUp,
  type Events,
  expiry,
  heldBy,
  inTurn,
  moveUp,
  nextAvails,
  nextLevel,
  only,
  type Registered
} from "./queue.ts"

/** What may be done with a venue's holds and dates. A command that finds its work done answers no events. */
export const register = (args: { readonly facts: VenueFacts; readonly at: number }): Decide<never> => (venue) =>
  Either.right(venue.facts ? [] : [{ _tag: "VenueRegistered", facts: args.facts, at: args.at }])

const sameFacts = Schema.equivalence(VenueFacts)

export const change = (
  args: { readonly facts: VenueFacts; readonly at: number }
): Decide<refusals.VenueNotRegistered | refusals.StageInUse> =>
  decide(args.at, (venue) => {
    const kept = new Set(args.facts.stages.map((stage) => stage.stageId))
    const orphan = venue.dates.find((date) => !kept.has(date.stageId))
    if (orphan) {
      return Either.left(
        new refusals.StageInUse({
          venueId: venue.venueId,
          stageId: orphan.stageId,
          dates: venue.dates.filter((date) => date.stageId === orphan.stageId).length
        })
      )
    }
    if (sameFacts(venue.facts, args.facts)) return Either.right([])
    const changed: VenueEvent = { _tag: "VenueChanged", facts: args.facts, at: args.at }
    const closesUp = args.facts.policy.autoPromote && !venue.facts.policy.autoPromote
    const promotions = closesUp
      ? venue.dates.flatMap((date) => closeUp(date, date.holds[0]?.level ?? 1, args.at)(venue))
      : []
    return Either.right([changed, ...promotions])
  })

/** Holds all of the dates or none. Dates that the booking has already are left as they are. */
export const place = (args: {
  readonly bookingId: BookingId
  readonly stageId: StageId
  readonly dates: ReadonlyArray<ShowDate>
  /** of the dates, or of those held before; the first date unless the booking has a target here */
  readonly targetDate?: ShowDate | undefined
  readonly at: number
}): Decide<refusals.VenueNotRegistered | refusals.StageUnknown | refusals.DateTaken | refusals.HoldQueueFull> =>
  onStage(args, (venue): Answer<refusals.DateTaken | refusals.HoldQueueFull> => {
    const events: Array<VenueEvent> = []
    for (const date of new Set(args.dates)) {
      const slot = { stageId: args.stageId, date }
      const { booked, holds } = dateState(venue, slot)
      if (booked?.bookingId === args.bookingId || holds.some((hold) => hold.bookingId === args.bookingId)) continue
      if (booked) return Either.left(dateTaken(venue, slot))
      const level = nextLevel(venue, slot)
      if (level === undefined) return Either.left(queueFull(venue, slot))
      events.push(placed(venue, { ...slot, bookingId: args.bookingId, at: args.at }, level))
    }
    return Either.right(inTurn(venue, [() => events, target(args)]))
  })

const target =
  (args: Omit<Parameters<typeof place>[0], "bookingId"> & { readonly bookingId: BookingId }) =>
  (venue: Registered): Events => {
    const held = heldBy(venue, args.bookingId)
    const current = held.find((date) => holdOf(date, args.bookingId)?.target)
    const date = args.targetDate ?? current?.date ?? args.dates[0]
    const wanted = held.find((each) => each.stageId === args.stageId && each.date === date)
    return wanted === undefined || wanted === current || (args.targetDate === undefined && current)
      ? []
      : [{ _tag: "HoldTargeted", ...only(wanted), bookingId: args.bookingId, at: args.at }]
  }

export const release = (args: Held): Decide<refusals.VenueNotRegistered> =>
  decide(args.at, (venue) => Either.right(released(args, args.bookingId, "released", args.at)(venue)))

/** Moves the end of a hold; to `until`, at most twice the venue's usual life from now, or by that usual life. */
export const extend = (
  args: Held & { readonly until?: number | undefined }
): Decide<refusals.VenueNotRegistered | refusals.HoldNotFound | refusals.HoldExtensionRefused> =>
  decide(args.at, (venue): Answer<refusals.HoldNotFound | refusals.HoldExtensionRefused> => {
    const hold = holdOf(dateState(venue, args), args.bookingId)
    if (!hold) return Either.left(new refusals.HoldNotFound(identify(venue, args)))
    const usual = expiry(venue.facts, args.date, args.at)
    const life = usual.expiresAt - args.at
    const expiresAt = args.until === undefined ? usual.expiresAt : Math.min(args.until, args.at + 2 * life)
    if (expiresAt <= hold.expiresAt) return Either.right([])
    const { maxExtensions } = venue.facts.policy
    if (hold.extensions >= maxExtensions) {
      return Either.left(new refusals.HoldExtensionRefused({ ...identify(venue, args), maxExtensions }))
    }
    const remindAt = expiresAt - venue.facts.policy.remindDays * 86_400_000
    return Either.right([{
      _tag: "HoldExtended",
      ...only(args),
      bookingId: args.bookingId,
      expiresAt,
      ...(venue.facts.policy.remindDays > 0 && remindAt > args.at ? { remindAt } : {}),
      at: args.at
    }])
  })

/** Moves a hold up to a free level, where the venue keeps its queue by hand. */
export const promote = (
  args: Held & { readonly level: number }
): Decide<refusals.VenueNotRegistered | refusals.HoldNotFound | refusals.HoldLevelTaken> =>
  decide(args.at, (venue): Answer<refusals.HoldNotFound | refusals.HoldLevelTaken> => {
    const date = dateState(venue, args)
    const hold = holdOf(date, args.bookingId)
    if (!hold) return Either.left(new refusals.HoldNotFound(identify(venue, args)))
    if (hold.level === args.level) return Either.right([])
    return args.level < 1 || args.level > hold.level || date.holds.some((other) => other.level === args.level)
      ? Either.left(new refusals.HoldLevelTaken({ venueId: venue.venueId, ...only(args), level: args.level }))
      : Either.right(moveUp(args, hold, args.level, args.at)(venue))
  })

interface Book extends Held {
  /** passes over the queue; kept for the audit */
  readonly override?: Override | undefined
}

type BookRefusal = refusals.VenueNotRegistered | refusals.StageUnknown | refusals.DateTaken | refusals.HoldNotFirst

/**
 * Makes the date the booking's own and clears it in one step: every other hold on it goes, and so do the booking's holds
 * on other dates. Takes level 1, the free first place of an unheld date, or an override.
 */
export const book = (args: Book): Decide<BookRefusal> => onStage(args, (venue) => booked(args)(venue))

const booked = (args: Book) => (venue: Registered): Answer<refusals.DateTaken | refusals.HoldNotFirst> => {
  const date = dateState(venue, args)
  if (date.booked?.bookingId === args.bookingId) return Either.right([])
  if (date.booked) return Either.left(dateTaken(venue, args))
  const hold = holdOf(date, args.bookingId)
  const level = hold?.level ?? nextLevel(venue, args) ?? venue.facts.policy.maxLevel + 1
  if (level !== 1 && !args.override) {
    return Either.left(new refusals.HoldNotFirst({ ...identify(venue, args), level, next: nextAvails(venue, args) }))
  }
  const others = date.holds.filter((hold) => hold.bookingId !== args.bookingId)
  const elsewhere = heldBy(venue, args.bookingId).filter((other) => other !== date && !sameSlot(other, args))
  return Either.right([
    ...(hold || level !== 1 ? [] : [placed(venue, args, level)]),
    ...(date.challenge ? [challengeEnded(args, date.challenge.challenger, "dateBooked", args.at)] : []),
    ...others.map((hold) => holdReleased(args, hold, "dateBookedByAnother", args.at)),
    {
      _tag: "DateBooked",
      ...only(args),
      bookingId: args.bookingId,
      ...(level !== 1 && args.override ? { override: args.override } : {}),
      at: args.at
    },
    ...inTurn(venue, elsewhere.map((slot) => released(slot, args.bookingId, "bookedOnAnotherDate", args.at)))
  ])
}

/** Gives a booked date back. A date that the booking does not own stays as it is. */
export const free = (args: Held): Decide<refusals.VenueNotRegistered> =>
  decide(args.at, (venue) => Either.right(freed(args, args.bookingId, args.at)(venue)))

/** Postpones: books another date and gives the old one back, both or neither. */
export const move = (
  args: Omit<Book, "date"> & { readonly from: Slot; readonly date: ShowDate }
): Decide<BookRefusal | refusals.DateNotBooked> =>
  onStage(args, (venue): Answer<refusals.DateTaken | refusals.HoldNotFirst | refusals.DateNotBooked> => {
    const owns = (slot: Slot): boolean => dateState(venue, slot).booked?.bookingId === args.bookingId
    if (!owns(args.from)) {
      return owns(args)
        ? Either.right([])
        : Either.left(new refusals.DateNotBooked(identify(venue, { ...args.from, bookingId: args.bookingId })))
    }
    if (sameSlot(args.from, args)) return Either.right([])
    return Either.map(booked(args)(venue), (events) => [...events, ...freed(args.from, args.bookingId, args.at)(venue)])
  })

/** The booking is off: all it holds or owns here is given back. */
export const withdraw = (
  args: { readonly bookingId: BookingId; readonly at: number }
): Decide<refusals.VenueNotRegistered> =>
  decide(args.at, (venue) =>
    Either.right(inTurn(
      venue,
      venue.dates.filter((date) => concerns(date, args.bookingId)).flatMap((date) => [
        released(date, args.bookingId, "bookingWithdrawn", args.at),
        freed(date, args.bookingId, args.at)
      ])
    )))

const concerns = (date: DateState, bookingId: BookingId): boolean =>
  date.booked?.bookingId === bookingId || holdOf(date, bookingId) !== undefined

const freed = (slot: Slot, bookingId: BookingId, at: number) => (venue: Registered): Events =>
  dateState(venue, slot).booked?.bookingId === bookingId
    ? [{ _tag: "DateFreed", ...only(slot), bookingId, at }]
    : []

const placed = (venue: Registered, held: Held, level: number): VenueEvent => ({
  _tag: "HoldPlaced",
  ...only(held),
  bookingId: held.bookingId,
  level,
  ...expiry(venue.facts, held.date, held.at),
  at: held.at
})

const sameSlot = (a: Slot, b: Slot): boolean => a.stageId === b.stageId && a.date === b.date

const dateTaken = (venue: Registered, slot: Slot) =>
  new refusals.DateTaken({ venueId: venue.venueId, ...only(slot), next: nextAvails(venue, slot) })

const queueFull = (venue: Registered, slot: Slot) =>
  new refusals.HoldQueueFull({
    venueId: venue.venueId,
    ...only(slot),
    maxLevel: venue.facts.policy.maxLevel,
    next: nextAvails(venue, slot)
  })
