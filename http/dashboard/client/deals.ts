import type { Show } from "../../../entities/domain/deal/Show.ts"
import type { ArtistId, BookingId, VenueId } from "../../../entities/domain/Ids.ts"
import type { SaleCommand } from "../../../entities/domain/Sale.ts"
import type { ShowDate } from "../../../entities/domain/ShowDate.ts"
import type { SeasonQuestion } from "../../../rpc/contract/SeasonRpcs.ts"
import { useAnswer } from "./useAnswer.ts"
import { useCommand } from "./useCommand.ts"

/** What the server reckons of the same show: the browser's own answer is held against it. */
export const useReckoning = (show: Show | undefined) =>
  useAnswer(
    ["reckoning", show],
    (api) => {
      if (show === undefined) throw new Error("a question that is not enabled was asked")
      return api.RecomputeDeal({ show, order: "proportional" })
    },
    { enabled: show !== undefined }
  )

interface Under {
  readonly artistId: ArtistId
  readonly venueId: VenueId
  readonly date: ShowDate
}

export const useAssessment = (show: Show | undefined, under: Under) =>
  useAnswer(
    ["assessment", show, under],
    (api) => {
      if (show === undefined) throw new Error("a question that is not enabled was asked")
      return api.AssessDeal({ show, under, order: "proportional", elasticity: 1.2 })
    },
    { enabled: show !== undefined, keepPrevious: true, staleTime: 60_000 }
  )

export const useSell = (bookingId: BookingId, onDone: () => void) =>
  useCommand((api, change: SaleCommand, requestId) => api.SellShow({ requestId, bookingId, change }), {
    changes: ["booking", "bookings", "calendar"],
    onDone
  })

export const useSeason = (question: SeasonQuestion) =>
  useAnswer(["season", question], (api) => api.AssessSeason(question), { keepPrevious: true, staleTime: 60_000 })
