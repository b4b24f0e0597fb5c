import { Effect } from "effect"
import { ask } from "../entities/Ask.ts"
import type { VenueId } from "../entities/domain/Ids.ts"
import { dayOfWeek, type ShowDate } from "../entities/domain/ShowDate.ts"
import type { VenueEntity } from "../entities/venue/protocol.ts"
import type { VenueAvail } from "./contract/VenueRpcs.ts"

export interface AvailsWanted {
  readonly venueIds: ReadonlyArray<VenueId>
  readonly from: ShowDate
  readonly days: number
  readonly weekdays?: ReadonlyArray<number>
  readonly deepest: number
}

type VenueOf = Effect.Effect.Success<typeof VenueEntity.client>

/** Venue after venue, stage after stage, in the order that was asked for; soonest first. */
export const findAvails = Effect.fn("Venues.findAvails")(function*(venueOf: VenueOf, wanted: AvailsWanted) {
  const found = yield* Effect.forEach(
    new Set(wanted.venueIds),
    Effect.fnUntraced(function*(venueId) {
      const venue = venueOf(venueId)
      const { facts } = yield* ask(`Venue ${venueId}`, venue.Get())
      return yield* Effect.forEach(facts.stages, (stage) =>
        Effect.map(
          ask(`Venue ${venueId}`, venue.Avails({ stageId: stage.stageId, from: wanted.from, days: wanted.days })),
          (avails) =>
            avails
              .filter(({ date, level }) =>
                level <= wanted.deepest && (wanted.weekdays?.includes(dayOfWeek(date)) ?? true)
              )
              .map(({ date, level }): VenueAvail => ({
                venueId,
                venueName: facts.name,
                stageId: stage.stageId,
                stageName: stage.name,
                date,
                level
              }))
        ))
    }),
    { concurrency: 4 }
  )
  const avails = found.flat(2)
  return { avails, text: asText(avails) }
})

/** A line a stage: `The Fillmore, Main: Fri 2027-03-05 (1H), …`. */
const asText = (avails: ReadonlyArray<VenueAvail>): string => {
  const lines = new Map<string, Array<string>>()
  for (const { date, level, stageName, venueName } of avails) {
    const line = `${venueName}, ${stageName}`
    const dates = lines.get(line) ?? []
    lines.set(line, dates)
    dates.push(`${weekdays[dayOfWeek(date)]} ${date} (${level}H)`)
  }
  return [...lines].map(([line, dates]) => `${line}: ${dates.join(", ")}`).join("\n")
}

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const
