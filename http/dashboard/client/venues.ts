import { Effect } from "effect"
import type { StageId, VenueId } from "../../../entities/domain/Ids.ts"
import type { ShowDate } from "../../../entities/domain/ShowDate.ts"
import type { VenueFacts } from "../../../entities/domain/Venue.ts"
import type { VenueSummary } from "../../../rpc/contract/VenueRpcs.ts"
import { useAnswer } from "./useAnswer.ts"

/** Rooms of any size by name or city. */
export const useVenueSearch = (query: string, enabled = true) =>
  useAnswer(
    ["venues", query],
    (api) => api.SearchVenues({ query, minCapacity: 0, maxCapacity: 500_000, limit: 12 }),
    { keepPrevious: true, staleTime: 300_000, enabled }
  )

export const useVenue = (venueId: VenueId | undefined) =>
  useAnswer(
    ["venue", venueId],
    (api) => api.GetVenue({ venueId: required(venueId) }),
    { enabled: venueId !== undefined, staleTime: 300_000 }
  )

/** A venue known by its id, as a search would show it. */
export const useVenueSummary = (venueId: VenueId | undefined) =>
  useAnswer(
    ["venue", venueId, "summary"],
    (api) => api.GetVenue({ venueId: required(venueId) }).pipe(Effect.map(({ facts, id }) => summaryOf(id, facts))),
    { enabled: venueId !== undefined, staleTime: 300_000 }
  )

/** The free dates from `from` on, each with the level that the next hold would get. */
export const useAvails = (
  at:
    | { readonly venueId: VenueId; readonly stageId: StageId; readonly from: ShowDate; readonly days: number }
    | undefined
) => useAnswer(["avails", at], (api) => api.GetAvails(required(at)), { enabled: at !== undefined, keepPrevious: true })

export const useCalendar = (from: ShowDate, days: number, venueId: VenueId | undefined) =>
  useAnswer(
    ["calendar", from, days, venueId],
    (api) => api.GetCalendar({ from, days, ...(venueId === undefined ? {} : { venueId }) }),
    { keepPrevious: true }
  )

const required = <A>(value: A | undefined): A => {
  if (value === undefined) throw new Error("a question that is not enabled was asked")
  return value
}

const summaryOf = (id: VenueId, facts: VenueFacts): VenueSummary => {
  const stages = facts.stages.map(({ configs, name, stageId }) => ({
    stageId,
    name,
    capacity: Math.max(...configs.map(({ capacity, kills }) => capacity - kills))
  }))
  return {
    id,
    name: facts.name,
    city: facts.city,
    country: facts.country,
    zone: facts.zone,
    latitude: facts.latitude ?? null,
    longitude: facts.longitude ?? null,
    cityPopulation: facts.cityPopulation ?? null,
    capacity: Math.max(...stages.map(({ capacity }) => capacity)),
    stages
  }
}
