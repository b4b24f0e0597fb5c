import type { FeedItem } from "../Bus.ts"
import type { Change } from "../Definition.ts"
import type { ReadModelRows } from "../ReadModel.ts"
import { dateKey, dateState } from "./dates.ts"
import type { VenueEvent } from "./events.ts"
import type { Venue } from "./state.ts"

type VenueChange = Change<Venue, VenueEvent>

const rows = ({ after, entityId, events }: VenueChange): ReadModelRows => {
  const { facts } = after
  if (facts === undefined) return {}
  const slots = new Map(events.flatMap((event) => "date" in event ? [[dateKey(event), event] as const] : []))
  const factsChanged = events.some(({ _tag }) => _tag === "VenueRegistered" || _tag === "VenueChanged")
  return {
    ...(factsChanged
      ? {
        venues: [{
          id: entityId,
          name: facts.name,
          city: facts.city,
          country: facts.country,
          zone: facts.zone,
          latitude: facts.latitude ?? null,
          longitude: facts.longitude ?? null,
          city_population: facts.cityPopulation ?? null,
          capacity: Math.max(...facts.stages.flatMap(({ configs }) => configs.map(({ capacity }) => capacity))),
          stages: facts.stages
        }]
      }
      : {}),
    venueDates: [...slots.values()].map((slot) => {
      const { booked, date, holds, stageId } = dateState(after, slot)
      return {
        venue_id: entityId,
        stage_id: stageId,
        date,
        booked_by: booked?.bookingId ?? null,
        holds: holds.map(({ bookingId, expiresAt, level }) => ({ bookingId, level, expiresAt }))
      }
    })
  }
}

/** `hold_update`: a date's queue moved. Levels only: who holds is between each holder and the venue. */
const feed = ({ after, entityId, events }: VenueChange): ReadonlyArray<FeedItem> =>
  events.flatMap((event): ReadonlyArray<FeedItem> =>
    "date" in event
      ? [{
        channel: "bookings",
        venueId: entityId,
        body: JSON.stringify({
          type: "hold_update",
          data: {
            venueId: entityId,
            venueName: after.facts?.name,
            stageId: event.stageId,
            date: event.date,
            event: event._tag,
            bookingId: event.bookingId,
            timestamp: new Date(event.at).toISOString()
          }
        })
      }]
      : []
  )

export const changes = { rows, feed }
