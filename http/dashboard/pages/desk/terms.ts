import { Option, Schema } from "effect"
import type { ArtistId, PredictionId } from "../../../../entities/domain/Ids.ts"
import { PriceCents } from "../../../../entities/domain/Money.ts"
import { ShowDate } from "../../../../entities/domain/ShowDate.ts"
import type { NewBooking } from "../../../../rpc/contract/BookingRpcs.ts"
import type { VenueSummary } from "../../../../rpc/contract/VenueRpcs.ts"
import type { Question } from "../../client/predictions.ts"

/** What somebody has filled in so far, as typed. */
export interface Terms {
  readonly venue: VenueSummary | undefined
  readonly date: string
  readonly price: string
  /** the artist's flat fee; empty is half of the gross potential */
  readonly guarantee: string
}

const decodeDate = Schema.decodeUnknownOption(ShowDate)
const decodePrice = Schema.decodeUnknownOption(PriceCents)

export const dateOf = (text: string): ShowDate | undefined => Option.getOrUndefined(decodeDate(text))

/** Currency units as typed, in cents. */
export const centsOf = (text: string): Question["ticketPriceCents"] | undefined =>
  text.trim() === "" ? undefined : Option.getOrUndefined(decodePrice(Math.round(Number(text) * 100)))

export const questionOf = (artistId: ArtistId, { date, price, venue }: Terms): Question | undefined => {
  const [day, ticketPriceCents] = [dateOf(date), centsOf(price)]
  return venue === undefined || day === undefined || ticketPriceCents === undefined
    ? undefined
    : { artistId, venueId: venue.id, date: day, ticketPriceCents }
}

export const bookingOf = (
  question: Question,
  { guarantee, venue }: Terms,
  predictionId: PredictionId | undefined
): NewBooking => {
  const guaranteeCents = centsOf(guarantee)
  const stageId = venue?.stages[0]?.stageId
  return {
    ...question,
    ...(stageId === undefined ? {} : { stageId }),
    ...(predictionId === undefined ? {} : { predictionId }),
    ...(guaranteeCents === undefined ? {} : { deal: { _tag: "flat", guaranteeCents } })
  }
}
