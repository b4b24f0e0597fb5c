import { Schema } from "effect"
import { ArtistId, BookingId } from "./Ids.ts"
import { FiguresSource } from "./Platform.ts"
import { CityListeners, ScrapeFailureReason } from "./Scrape.ts"

const absent = { exact: true } as const

/** Latitude and longitude in degrees. */
export const Home = Schema.Struct({
  city: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(100)),
  country: Schema.optionalWith(Schema.String, absent),
  latitude: Schema.optionalWith(Schema.Number.pipe(Schema.between(-90, 90)), absent),
  longitude: Schema.optionalWith(Schema.Number.pipe(Schema.between(-180, 180)), absent)
})

const Handle = Schema.String.pipe(
  Schema.pattern(/^[A-Za-z0-9._-]{1,64}$/, { message: () => "a handle is 1-64 letters, digits, dots, - or _" })
)

export const Handles = Schema.Struct({
  tiktok: Schema.optionalWith(Handle, absent),
  instagram: Schema.optionalWith(Handle, absent),
  spotify: Schema.optionalWith(Handle, absent)
})
export type Handles = typeof Handles.Type

/** Who an artist is. */
export const ArtistProfile = Schema.Struct({
  name: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(200)),
  genres: Schema.Array(Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(60))).pipe(Schema.maxItems(20)),
  home: Schema.optionalWith(Home, absent),
  handles: Handles,
  source: FiguresSource
})
export type ArtistProfile = typeof ArtistProfile.Type

/** The profile of an entity that was never registered: it only shows in answers that refuse. */
export const unregistered: ArtistProfile = { name: "", genres: [], handles: {}, source: "sandbox" }

const Figure = Schema.optionalWith(Schema.Number, absent)

/** The newest figures of one platform, and how looking at it goes. */
export const PlatformState = Schema.Struct({
  dueAtMillis: Schema.Number,
  consecutiveFailures: Schema.NonNegativeInt,
  scrapedAtMillis: Figure,
  lastFailure: Schema.optionalWith(Schema.Struct({ reason: ScrapeFailureReason, detail: Schema.String }), absent),
  followers: Figure,
  likes: Figure,
  monthlyListeners: Figure,
  popularity: Figure,
  engagementRate: Figure,
  postsPerWeek: Figure,
  topCities: Schema.optionalWith(Schema.Array(CityListeners), absent)
})
export type PlatformState = typeof PlatformState.Type

export const ArtistView = Schema.Struct({
  id: ArtistId,
  ...ArtistProfile.fields,
  watched: Schema.Boolean,
  liveBookings: Schema.Array(BookingId),
  platforms: Schema.Record({ key: Schema.String, value: PlatformState }),
  growth28d: Figure,
  nextDueAtMillis: Schema.NullOr(Schema.Number)
})
export type ArtistView = typeof ArtistView.Type

export class ArtistNotFound
  extends Schema.TaggedError<ArtistNotFound>()("ArtistNotFound", { artistId: Schema.String })
{
  override get message() {
    return `There is no artist ${this.artistId}`
  }
}
