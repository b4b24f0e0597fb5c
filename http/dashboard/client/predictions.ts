import type { ArtistId, VenueId } from "../../../entities/domain/Ids.ts"
import type { ShowDate } from "../../../entities/domain/ShowDate.ts"
import type { PredictionRequest } from "../../../rpc/contract/PredictionRpcs.ts"
import { useAnswer } from "./useAnswer.ts"

/** An act in a room on a date at a price. */
export interface Question {
  readonly artistId: ArtistId
  readonly venueId: VenueId
  readonly date: ShowDate
  readonly ticketPriceCents: NonNullable<PredictionRequest["ticketPriceCents"]>
}

/** What an act would draw; nothing is asked while the terms are not complete. */
export const usePrediction = (question: Question | undefined) =>
  useAnswer(
    ["prediction", question],
    (api) => {
      if (question === undefined) throw new Error("a question that is not enabled was asked")
      return api.Predict(question)
    },
    { enabled: question !== undefined, keepPrevious: true, staleTime: 60_000 }
  )

export const useSuggestions = (artistId: ArtistId, limit: number) =>
  useAnswer(["suggestions", artistId, limit], (api) => api.SuggestRooms({ artistId, limit }), { staleTime: 120_000 })
