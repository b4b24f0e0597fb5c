import type { FeedItem } from "../Bus.ts"
import type { Change } from "../Definition.ts"
import { statusOf } from "../domain/Booking.ts"
import { grossPotential } from "../domain/deal/Scaling.ts"
import type { ReadModelRows } from "../ReadModel.ts"
import type { Booking, BookingEvent } from "./state.ts"

type BookingChange = Change<Booking, BookingEvent>

const rows = ({ after, entityId }: BookingChange): ReadModelRows => {
  const { terms } = after
  return terms === null ? {} : {
    bookings: [{
      id: entityId,
      artist_id: terms.artistId,
      artist_name: terms.artistName,
      venue_id: terms.venueId,
      venue_name: terms.venueName,
      stage_id: terms.stageId,
      prediction_id: terms.predictionId ?? null,
      state: after.stage,
      status: statusOf(after.stage),
      scheduled_date: terms.date,
      capacity: terms.show.scaling.capacity,
      show: terms.show,
      radius: terms.radius,
      owns_date: ownsDate(after),
      is_public: terms.isPublic,
      gross_potential_cents: grossPotential(terms.show.scaling),
      created_at: new Date(after.createdAtMillis).toISOString(),
      updated_at: new Date(after.updatedAtMillis).toISOString()
    }]
  }
}

/** What it is about to give back may be another's before it knows. */
const ownsDate = ({ errand, stage }: Booking): boolean =>
  dated.includes(stage) && !leaving.includes(errand?.kind ?? "notice")

const leaving: ReadonlyArray<string> = ["cancel", "move", "postpone"]

const dated: ReadonlyArray<Booking["stage"]> = ["confirmed", "announced", "onSale", "played", "inSettlement", "settled"]

/** `booking_update`: a booking reached another stage, or was refused. */
const feed = ({ after, before, entityId, events }: BookingChange): ReadonlyArray<FeedItem> => {
  const { terms } = after
  const isNews = before.terms === null || after.stage !== before.stage || after.refusal !== before.refusal ||
    after.dates !== before.dates || after.terms?.date !== before.terms.date
  return terms === null || !isNews ? [] : [{
    channel: "bookings",
    artistId: terms.artistId,
    venueId: terms.venueId,
    body: JSON.stringify({
      type: "booking_update",
      data: {
        bookingId: entityId,
        artistId: terms.artistId,
        artistName: terms.artistName,
        venueId: terms.venueId,
        venueName: terms.venueName,
        date: terms.date,
        state: after.stage,
        status: statusOf(after.stage),
        ...(after.refusal === null ? {} : { refusal: after.refusal._tag }),
        event: events.at(-1)?._tag,
        timestamp: new Date(after.updatedAtMillis).toISOString()
      }
    })
  }]
}

export const changes = { rows, feed }
