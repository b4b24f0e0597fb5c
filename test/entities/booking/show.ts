import { Effect, Schema } from "effect"
import { ask } from "../../../entities/Ask.ts"
import { BookingEntity } from "../../../entities/booking/protocol.ts"
import { BookingTerms } from "../../../entities/domain/Booking.ts"
import { BookingId, RequestId, VenueId } from "../../../entities/domain/Ids.ts"
import { VenueFacts } from "../../../entities/domain/Venue.ts"
import { VenueEntity } from "../../../entities/venue/protocol.ts"

export const venueId = VenueId.make("mill-hall")

export const facts = Schema.decodeSync(VenueFacts)({
  name: "Mill Hall",
  city: "Leeds",
  country: "GB",
  zone: "Europe/London",
  stages: [{ stageId: "main", name: "Main", configs: [{ configId: "standing", name: "Standing", capacity: 1_400 }] }],
  policy: {},
  defaults: { ticketPriceCents: 4_500, facilityFeeCents: 250, tax: { mode: "divisor", rate: 500 } }
})

export const terms = (date = "2027-03-05"): BookingTerms =>
  Schema.decodeSync(BookingTerms)({
    artistId: "nova-kestrel",
    artistName: "Nova Kestrel",
    venueId,
    venueName: "Mill Hall",
    stageId: "main",
    date,
    zone: "Europe/London",
    show: {
      scaling: { capacity: 1_400, tiers: [{ name: "Standing", priceCents: 4_500, allotment: 1_400 }] },
      tax: { mode: "divisor", rate: 500 },
      costs: [],
      talents: [{
        name: "Nova Kestrel",
        role: "headliner",
        deal: { terms: { _tag: "Flat", guaranteeCents: 2_000_000 } }
      }]
    },
    radius: null,
    isPublic: true
  })

export const key = (requestId: string) => ({ requestId: RequestId.make(requestId), actor: "tester" })

export const registerVenue = Effect.flatMap(
  VenueEntity.client,
  (venue) => ask("venue", venue(venueId).Register({ ...key("register"), facts }))
)

export const opened = (id: string, date?: string) =>
  Effect.flatMap(
    BookingEntity.client,
    (booking) => ask(id, booking(id).Open({ ...key(`open-${id}`), terms: terms(date) }))
  )

export const confirm = (id: string, requestId = `confirm-${id}`) =>
  Effect.flatMap(BookingEntity.client, (booking) => ask(id, booking(id).Confirm(key(requestId)), "10 seconds"))

export const cancel = (id: string) =>
  Effect.flatMap(
    BookingEntity.client,
    (booking) => ask(id, booking(id).Cancel({ ...key(`cancel-${id}`), reason: "the act is ill" }), "10 seconds")
  )

export const get = (id: string) => Effect.flatMap(BookingEntity.client, (booking) => ask(id, booking(id).Get()))

export const held = Effect.flatMap(VenueEntity.client, (venue) => ask("venue", venue(venueId).Get()))

export const bookingId = BookingId.make
