import { Schema } from "effect"
import { Offer } from "../../domain/Offer.ts"
import { RadiusConflict } from "../../domain/Radius.ts"
import type { Booking } from "../state.ts"

const at = { atMillis: Schema.Int } as const

/** A new version, or the draft written anew. */
export const OfferDrafted = Schema.TaggedStruct("OfferDrafted", { ...at, offer: Offer })
const sending = {
  ...at,
  version: Schema.Int,
  hash: Schema.String,
  expiresAtMillis: Schema.Int,
  radiusConflicts: Schema.Array(RadiusConflict)
}
export const OfferSent = Schema.TaggedStruct("OfferSent", sending)
/** The artist's side answered with a version of its own. */
export const OfferCountered = Schema.TaggedStruct("OfferCountered", { ...at, offer: Offer })
export const OfferAccepted = Schema.TaggedStruct("OfferAccepted", { ...at, version: Schema.Int })
const ended = { ...at, version: Schema.Int, reason: Schema.String }
export const OfferDeclined = Schema.TaggedStruct("OfferDeclined", ended)
export const OfferWithdrawn = Schema.TaggedStruct("OfferWithdrawn", ended)
export const OfferExpired = Schema.TaggedStruct("OfferExpired", { ...at, version: Schema.Int })

export const OfferEvent = Schema.Union(
  OfferDrafted,
  OfferSent,
  OfferCountered,
  OfferAccepted,
  OfferDeclined,
  OfferWithdrawn,
  OfferExpired
)
export type OfferEvent = typeof OfferEvent.Type

export const openOffer = ({ offers }: Booking): Offer | undefined => offers.find(({ status }) => status === "sent")
export const acceptedOffer = ({ offers }: Booking): Offer | undefined =>
  offers.find(({ status }) => status === "accepted")

export const change = (booking: Booking, event: OfferEvent): Booking => {
  switch (event._tag) {
    case "OfferDrafted":
      return { ...booking, offers: put(booking.offers, event.offer) }
    case "OfferSent": {
      const answered = answeredBy("promoter", booking.offers, event.atMillis)
      return {
        ...booking,
        stage: "offer",
        offers: answered.map((offer) =>
          offer.version === event.version
            ? {
              ...offer,
              status: "sent",
              sentAtMillis: event.atMillis,
              expiresAtMillis: event.expiresAtMillis,
              hash: event.hash,
              radiusConflicts: event.radiusConflicts
            }
            : offer
        )
      }
    }
    case "OfferCountered":
      return {
        ...booking,
        stage: "negotiation",
        offers: put(answeredBy("artist", booking.offers, event.atMillis), event.offer)
      }
    case "OfferAccepted":
      return accepted(booking, event)
    case "OfferDeclined":
      return closed(booking, event, "declined", event.reason)
    case "OfferWithdrawn":
      return fallenBack(closed(booking, event, "withdrawn", event.reason))
    case "OfferExpired":
      return closed(booking, event, "expired", null)
  }
}

/** With the booking every version ends that somebody could still answer. */
export const closeAll = (offers: ReadonlyArray<Offer>, atMillis: number): ReadonlyArray<Offer> =>
  offers.map((offer) =>
    offer.status === "sent" ? { ...offer, status: "withdrawn", closedAtMillis: atMillis, reason: null } : offer
  )

const put = (offers: ReadonlyArray<Offer>, offer: Offer): ReadonlyArray<Offer> => [
  ...offers.filter(({ version }) => version !== offer.version),
  offer
]

/** A new version of the other side counters the open one; one of the same side takes its place. */
const answeredBy = (side: Offer["side"], offers: ReadonlyArray<Offer>, atMillis: number): ReadonlyArray<Offer> =>
  offers.map((offer) =>
    offer.status === "sent"
      ? { ...offer, status: offer.side === side ? "withdrawn" : "countered", closedAtMillis: atMillis }
      : offer
  )

const accepted = (booking: Booking, event: typeof OfferAccepted.Type): Booking => {
  const offer = booking.offers.find(({ version }) => version === event.version)
  const { date, radius, show } = offer?.terms ?? {}
  return {
    ...closed(booking, event, "accepted", null),
    terms: booking.terms && date && show ? { ...booking.terms, date, show, radius: radius ?? null } : booking.terms
  }
}

const closed = (
  booking: Booking,
  { atMillis, version }: { readonly atMillis: number; readonly version: number },
  status: Offer["status"],
  reason: string | null
): Booking => ({
  ...booking,
  offers: booking.offers.map((offer) =>
    offer.version === version ? { ...offer, status, closedAtMillis: atMillis, reason } : offer
  )
})

/** An offer that is taken back before anybody countered leaves the booking where it was. */
const fallenBack = (booking: Booking): Booking =>
  booking.stage === "offer" && openOffer(booking) === undefined
    ? { ...booking, stage: booking.dates.some(({ level }) => level !== null) ? "hold" : "inquiry" }
    : booking
