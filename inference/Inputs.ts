import type { ForecastRequest } from "../entities/domain/Forecast.ts"

/** What a good forecast wants to know, how much each matters, and what the reader is told when it is not there. */
const inputs: ReadonlyArray<{
  readonly name: string
  readonly weight: number
  readonly known: (request: ForecastRequest, actShows: number) => boolean
}> = [
  { name: "past shows of the act", weight: 0.3, known: (_, actShows) => actShows > 0 },
  {
    name: "monthly listeners or followers",
    weight: 0.25,
    known: ({ act }) =>
      act.spotifyMonthlyListeners !== undefined || act.spotifyFollowers !== undefined ||
      act.instagramFollowers !== undefined || act.tiktokFollowers !== undefined
  },
  { name: "listeners per city", weight: 0.1, known: ({ act }) => act.cityListeners.length > 0 },
  { name: "engagement rate", weight: 0.07, known: ({ act }) => act.engagementRate !== undefined },
  {
    name: "recent growth",
    weight: 0.08,
    known: ({ act }) => act.growth28d !== undefined || act.growth90d !== undefined
  },
  { name: "genres", weight: 0.08, known: ({ act }) => act.genres.length > 0 },
  { name: "city population", weight: 0.05, known: ({ room }) => room.cityPopulation !== undefined },
  { name: "ticket price", weight: 0.07, known: ({ ticketPriceCents }) => ticketPriceCents !== undefined }
]

export interface Missing {
  readonly names: ReadonlyArray<string>
  /** 0-1 */
  readonly share: number
}

export const missingOf = (request: ForecastRequest, actShows: number): Missing => {
  const missing = inputs.filter(({ known }) => !known(request, actShows))
  return {
    names: missing.map(({ name }) => name),
    share: missing.reduce((sum, { weight }) => sum + weight, 0)
  }
}
