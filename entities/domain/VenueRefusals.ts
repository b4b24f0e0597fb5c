import { Schema } from "effect"
import { BookingId, StageId, VenueId } from "./Ids.ts"
import { ShowDate } from "./ShowDate.ts"

/** A date that can still be held, and the level the next hold would get. */
export const Avail = Schema.Struct({ date: ShowDate, level: Schema.Int })
export type Avail = typeof Avail.Type

const slot = { venueId: VenueId, stageId: StageId, date: ShowDate }

const next = (avails: ReadonlyArray<Avail>): string =>
  avails.length === 0
    ? "no date is free in the weeks after"
    : `next: ${avails.map((avail) => `${avail.date} (${avail.level}H)`).join(", ")}`

export class VenueNotRegistered extends Schema.TaggedError<VenueNotRegistered>()("VenueNotRegistered", {
  venueId: VenueId
}) {
  override get message() {
    return `Venue ${this.venueId} is not registered`
  }
}

export class StageUnknown extends Schema.TaggedError<StageUnknown>()("StageUnknown", {
  venueId: VenueId,
  stageId: StageId,
  known: Schema.Array(StageId)
}) {
  override get message() {
    return `Venue ${this.venueId} has no stage ${this.stageId}; it has ${this.known.join(", ")}`
  }
}

/** The stage still has holds or shows and cannot be taken off the venue. */
export class StageInUse extends Schema.TaggedError<StageInUse>()("StageInUse", {
  venueId: VenueId,
  stageId: StageId,
  dates: Schema.Int
}) {
  override get message() {
    return `Stage ${this.stageId} of venue ${this.venueId} has ${this.dates} held or booked dates and must stay`
  }
}

/** Another booking owns the date. Who it is, is not said. */
export class DateTaken extends Schema.TaggedError<DateTaken>()("DateTaken", {
  ...slot,
  next: Schema.Array(Avail)
}) {
  override get message() {
    return `${this.date} on stage ${this.stageId} is not available; ${next(this.next)}`
  }
}

export class HoldQueueFull extends Schema.TaggedError<HoldQueueFull>()("HoldQueueFull", {
  ...slot,
  maxLevel: Schema.Int,
  next: Schema.Array(Avail)
}) {
  override get message() {
    return `${this.date} on stage ${this.stageId} has no hold level left of ${this.maxLevel}; ${next(this.next)}`
  }
}

export class HoldNotFound extends Schema.TaggedError<HoldNotFound>()("HoldNotFound", {
  ...slot,
  bookingId: BookingId
}) {
  override get message() {
    return `Booking ${this.bookingId} has no hold on ${this.date} on stage ${this.stageId}`
  }
}

/** Booking a date takes the first hold on it, or somebody who answers for passing over the queue. */
export class HoldNotFirst extends Schema.TaggedError<HoldNotFirst>()("HoldNotFirst", {
  ...slot,
  bookingId: BookingId,
  level: Schema.Int,
  next: Schema.Array(Avail)
}) {
  override get message() {
    return `Booking ${this.bookingId} has level ${this.level} on ${this.date}, not the first: challenge, or override with a reason; ${
      next(this.next)
    }`
  }
}

export class HoldExtensionRefused extends Schema.TaggedError<HoldExtensionRefused>()("HoldExtensionRefused", {
  ...slot,
  bookingId: BookingId,
  maxExtensions: Schema.Int
}) {
  override get message() {
    return `The hold of booking ${this.bookingId} on ${this.date} was extended ${this.maxExtensions} times already`
  }
}

export class DateNotBooked extends Schema.TaggedError<DateNotBooked>()("DateNotBooked", {
  ...slot,
  bookingId: BookingId
}) {
  override get message() {
    return `Booking ${this.bookingId} does not own ${this.date} on stage ${this.stageId}`
  }
}

export class HoldLevelTaken extends Schema.TaggedError<HoldLevelTaken>()("HoldLevelTaken", {
  ...slot,
  level: Schema.Int
}) {
  override get message() {
    return `Level ${this.level} on ${this.date} on stage ${this.stageId} is not free to move up to`
  }
}

export class ChallengeAlreadyOpen extends Schema.TaggedError<ChallengeAlreadyOpen>()("ChallengeAlreadyOpen", {
  ...slot,
  answerBy: Schema.Int
}) {
  override get message() {
    return `${this.date} on stage ${this.stageId} is under challenge already, next answer by ${
      new Date(this.answerBy).toISOString()
    }`
  }
}

export class ChallengePointless extends Schema.TaggedError<ChallengePointless>()("ChallengePointless", {
  ...slot,
  bookingId: BookingId
}) {
  override get message() {
    return `Booking ${this.bookingId} has the first hold on ${this.date} and can confirm without a challenge`
  }
}

/** There is no open challenge, or it is not this booking's turn. */
export class ChallengeNotYours extends Schema.TaggedError<ChallengeNotYours>()("ChallengeNotYours", {
  ...slot,
  bookingId: BookingId
}) {
  override get message() {
    return `Booking ${this.bookingId} is not asked in a challenge on ${this.date} on stage ${this.stageId}`
  }
}

export const VenueRefusal = Schema.Union(
  VenueNotRegistered,
  StageUnknown,
  StageInUse,
  DateTaken,
  HoldQueueFull,
  HoldNotFound,
  HoldNotFirst,
  HoldExtensionRefused,
  DateNotBooked,
  HoldLevelTaken,
  ChallengeAlreadyOpen,
  ChallengePointless,
  ChallengeNotYours
)
export type VenueRefusal = typeof VenueRefusal.Type
