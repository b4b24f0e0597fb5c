import { Either, Schema } from "effect"
import { ScrapeFailureReason, ScraperResponse } from "../../entities/domain/Scrape.ts"

/** A document as it came over the wire, with the address it finally came from. */
export const Page = Schema.Struct({
  url: Schema.String,
  status: Schema.Int,
  body: Schema.String,
  /** seconds or a date, as the platform wrote it */
  retryAfter: Schema.optionalWith(Schema.String, { exact: true }),
  /** the connection ended before the document did */
  cut: Schema.optionalWith(Schema.Boolean, { exact: true })
})
export type Page = typeof Page.Type

/** What one page says of one act: a `ScraperResponse` before anybody knows how it was fetched. */
export const Sighting = Schema.Struct({
  /** e.g. "tiktok/rehydration" */
  layout: Schema.String,
  artist: ScraperResponse.fields.artist,
  metrics: ScraperResponse.fields.metrics,
  genres: ScraperResponse.fields.genres
})
export type Sighting = typeof Sighting.Type

/** A page that is not what was asked for, by name. It changes no figure. */
export class Misread extends Schema.TaggedError<Misread>()("Misread", {
  reason: ScrapeFailureReason,
  detail: Schema.String,
  retryAfterMillis: Schema.optionalWith(Schema.Number, { exact: true })
}) {
  override get message() {
    return `${this.reason}: ${this.detail}`
  }
}

export type Reading = Either.Either<Sighting, Misread>

export const misread = (reason: ScrapeFailureReason, detail: string): Either.Either<never, Misread> =>
  Either.left(new Misread({ reason, detail }))
