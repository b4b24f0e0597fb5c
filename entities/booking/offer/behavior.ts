import { Either, Schema } from "effect"
import { createHash } from "node:crypto"
import { statusOf } from "../../domain/Booking.ts"
import {
  type Offer,
  OfferClosed,
  OfferExpiryRefused,
  OfferNotFound,
  type OfferSide,
  OfferTerms,
  type OfferWanted
} from "../../domain/Offer.ts"
import type { RadiusConflict } from "../../domain/Radius.ts"
import { close } from "../behavior.ts"
import { type Answer, type Asked, type Decide, decide, nothing, type Opened, rejected } from "../decide.ts"
import { isFree } from "../errand.ts"
import { acceptedOffer } from "./state.ts"

/** What may be done with the versions of an offer. A version that was sent never changes again. */
const mostVersions = 50
const usualLifeMillis = 7 * 86_400_000
const longestLifeMillis = 366 * 86_400_000
const shortestLifeMillis = 60_000

/** Writes the draft, or a first one: what is not said is as in the newest version, or as the booking has it. */
export const draft = (asked: Asked, wanted: OfferWanted): Decide =>
  negotiating(asked, "draft an offer", (booking) => {
    const current = booking.offers.find(({ status }) => status === "draft")
    const drafted = (offer: Offer): Answer => Either.right([{ _tag: "OfferDrafted", offer, atMillis: asked.atMillis }])
    return current === undefined
      ? another(asked, booking, () => drafted(versionOf(booking, "promoter", wanted, asked.atMillis)))
      : drafted({ ...current, terms: { ...current.terms, ...wanted } })
  })

export interface Sending {
  readonly version: number
  readonly expiresAtMillis?: number | undefined
  readonly conflicts: ReadonlyArray<RadiusConflict>
}

/** From here on it can be answered; an open version of the same side is withdrawn, one of the other side countered. */
export const send = (asked: Asked, { conflicts, expiresAtMillis, version }: Sending): Decide =>
  negotiating(
    asked,
    "send an offer",
    (booking) =>
      Either.flatMap(inStatus(asked, booking, version, "draft", "sent"), (offer) =>
        Either.map(expiryOf(asked, expiresAtMillis), (expiresAtMillis) => [{
          _tag: "OfferSent",
          version,
          hash: hashOf(offer.terms),
          expiresAtMillis,
          radiusConflicts: conflicts,
          atMillis: asked.atMillis
        }]))
  )

/** The artist's side answers with a version of its own, which the promoter may accept. */
export const counter = (asked: Asked, { conflicts, expiresAtMillis, version }: Sending, wanted: OfferWanted): Decide =>
  negotiating(
    asked,
    "counter an offer",
    (booking) =>
      Either.flatMap(inStatus(asked, booking, version, "sent", "countered"), (countered) =>
        countered.side === "artist"
          ? closed(asked, countered, "countered by its own side")
          : another(asked, booking, () =>
            Either.map(expiryOf(asked, expiresAtMillis), (expiresAtMillis) => {
              const offer = versionOf(booking, "artist", wanted, asked.atMillis)
              return [{
                _tag: "OfferCountered",
                offer: {
                  ...offer,
                  status: "sent",
                  sentAtMillis: asked.atMillis,
                  expiresAtMillis,
                  hash: hashOf(offer.terms),
                  radiusConflicts: conflicts
                },
                atMillis: asked.atMillis
              }]
            })))
  )

/** The other side of a version accepts it; its terms are the booking's from now on. */
export const accept = (asked: Asked, version: number): Decide =>
  decide(asked, (booking) =>
    acceptedOffer(booking)?.version === version
      ? nothing
      : pending(asked, booking, "accept an offer", () =>
        Either.map(inStatus(asked, booking, version, "sent", "accepted"), () => [{
          _tag: "OfferAccepted",
          version,
          atMillis: asked.atMillis
        }])))

/** The artist's side that declines ends the booking; the promoter who declines a counter may still offer again. */
export const decline = (asked: Asked, version: number, reason: string): Decide =>
  decide(asked, (booking) =>
    isDeclined(version)(booking)
      ? nothing
      : pending(asked, booking, "decline an offer", () =>
        Either.flatMap(inStatus(asked, booking, version, "sent", "declined"), ({ side }) => {
          const declined = { _tag: "OfferDeclined", version, reason, atMillis: asked.atMillis } as const
          return side === "artist"
            ? Either.right([declined])
            : Either.map(close(asked, "declined", reason)(booking), (events) => [declined, ...events])
        })))

export const isDeclined = (version: number) => ({ offers }: Pick<Opened, "offers">): boolean =>
  offers.some((offer) => offer.version === version && offer.status === "declined")

/** Takes back a draft, an open version or, until the date is taken, one that was accepted. */
export const withdraw = (asked: Asked, version: number, reason: string): Decide =>
  decide(asked, (booking) =>
    pending(asked, booking, "withdraw an offer", () => {
      const offer = booking.offers.find((offer) => offer.version === version)
      if (offer === undefined) return Either.left(new OfferNotFound({ bookingId: asked.bookingId, version }))
      if (offer.status === "withdrawn") return nothing
      return ["draft", "sent", "accepted"].includes(offer.status)
        ? Either.right([{ _tag: "OfferWithdrawn", version, reason, atMillis: asked.atMillis }])
        : closed(asked, offer, "withdrawn")
    }))

const negotiating = (asked: Asked, what: string, rule: (booking: Opened) => Answer): Decide =>
  decide(asked, (booking) =>
    pending(asked, booking, what, () => {
      const accepted = acceptedOffer(booking)
      if (accepted !== undefined) return closed(asked, accepted, "followed by another")
      return rule(booking)
    }))

const another = (asked: Asked, booking: Opened, rule: () => Answer): Answer =>
  booking.offers.length >= mostVersions
    ? rejected(asked, booking, `have more than ${mostVersions} versions of its offer`)
    : rule()

const pending = (asked: Asked, booking: Opened, what: string, rule: () => Answer): Answer =>
  statusOf(booking.stage) === "pending" && isFree(booking) ? rule() : rejected(asked, booking, what)

const inStatus = (
  { bookingId }: Asked,
  booking: Opened,
  version: number,
  status: Offer["status"],
  attempted: string
): Either.Either<Offer, OfferNotFound | OfferClosed> => {
  const offer = booking.offers.find((offer) => offer.version === version)
  if (offer === undefined) return Either.left(new OfferNotFound({ bookingId, version }))
  return offer.status === status
    ? Either.right(offer)
    : Either.left(new OfferClosed({ bookingId, version, status: offer.status, attempted }))
}

const closed = ({ bookingId }: Asked, { status, version }: Offer, attempted: string): Answer =>
  Either.left(new OfferClosed({ bookingId, version, status, attempted }))

const expiryOf = (
  { atMillis, bookingId }: Asked,
  wanted: number | undefined
): Either.Either<number, OfferExpiryRefused> => {
  const expiresAtMillis = wanted ?? atMillis + usualLifeMillis
  return expiresAtMillis >= atMillis + shortestLifeMillis && expiresAtMillis <= atMillis + longestLifeMillis
    ? Either.right(expiresAtMillis)
    : Either.left(new OfferExpiryRefused({ bookingId, expiresAtMillis }))
}

const versionOf = (booking: Opened, side: OfferSide, wanted: OfferWanted, atMillis: number): Offer => ({
  version: Math.max(0, ...booking.offers.map(({ version }) => version)) + 1,
  side,
  status: "draft",
  draftedAtMillis: atMillis,
  sentAtMillis: null,
  expiresAtMillis: null,
  closedAtMillis: null,
  reason: null,
  hash: null,
  radiusConflicts: [],
  terms: termsOf(booking, wanted)
})

const termsOf = (booking: Opened, wanted: OfferWanted): OfferTerms => {
  const { date, radius, show } = booking.terms
  const before = booking.offers.at(-1)?.terms ?? { date, show, radius, note: "" }
  return { ...before, ...wanted }
}

const encode = Schema.encodeSync(Schema.parseJson(OfferTerms))

/** SHA-256, hex, of the terms as they are kept. */
const hashOf = (terms: OfferTerms): string => createHash("sha256").update(encode(terms)).digest("hex")
