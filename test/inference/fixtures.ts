import { Schema } from "effect"
import { type ActFigures, ForecastRequest, type RoomFigures } from "../../entities/domain/Forecast.ts"
import { PastShow } from "../../inference/PastShows.ts"

/** A complete question about an invented act in an invented room of 1,400. */
export const request = (
  change: {
    readonly act?: Partial<ActFigures>
    readonly room?: Partial<RoomFigures>
    readonly date?: string
    readonly asOf?: string
    readonly ticketPriceCents?: number
    readonly useHistorical?: boolean
    readonly includeSimilarArtists?: boolean
    readonly seasonalAdjustment?: boolean
  }
): ForecastRequest => {
  const { act, room, ...rest } = change
  const bare = act !== undefined && act.genres?.length === 0
  return Schema.decodeSync(ForecastRequest)({
    act: {
      artistId: "nova-kestrel",
      name: "Nova Kestrel",
      genres: ["indie pop"],
      cityListeners: [{ city: "Leeds", country: "United Kingdom", listeners: 12_000 }],
      ...(bare ? {} : {
        spotifyMonthlyListeners: 900_000,
        instagramFollowers: 250_000,
        engagementRate: 0.05,
        growth28d: 0.03
      }),
      ...act
    },
    room: {
      venueId: "mill-hall",
      name: "Mill Hall",
      city: "Leeds",
      country: "United Kingdom",
      cityPopulation: 530_000,
      capacity: 1_400,
      ...room
    },
    date: "2026-03-20",
    asOf: "2025-11-01",
    ticketPriceCents: 3_200,
    useHistorical: true,
    includeSimilarArtists: true,
    seasonalAdjustment: true,
    ...rest
  })
}

export const past = (change: Partial<typeof PastShow.Encoded>): PastShow =>
  Schema.decodeSync(PastShow)({
    id: "past",
    act: "Somebody Else",
    venue: "Mill Hall",
    city: "Leeds",
    country: "United Kingdom",
    capacity: 1_400,
    sold: 1_000,
    priceCents: 3_000,
    date: "2025-03-01",
    genre: "indie pop",
    source: "import",
    ...change
  })
