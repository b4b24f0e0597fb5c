import type { FeedItem } from "../Bus.ts"
import { statusOf } from "../domain/Booking.ts"
import type { ReadModelRows } from "../ReadModel.ts"
import type { Change } from "../Writer.ts"
import { grossPotentialCents } from "./behavior.ts"
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
      capacity: terms.capacity,
      tiers: terms.tiers,
      deal: terms.deal,
      gross_potential_cents: grossPotentialCents(terms.tiers),
      created_at: new Date(after.createdAtMillis).toISOString(),
      updated_at: new Date(after.updatedAtMillis).toISOString()
    }]
  }
}

/** `booking_update`: a booking reached another stage, or was refused. */
const feed = ({ after, before, entityId, events }: BookingChange): ReadonlyArray<FeedItem> => {
  const { terms } = after
  const isNews = before.terms === null || after.stage !== before.stage || after.refusal !== before.refusal
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
