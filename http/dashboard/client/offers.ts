import type { BookingView } from "../../../entities/domain/Booking.ts"
import type { Show } from "../../../entities/domain/deal/Show.ts"
import type { BookingId } from "../../../entities/domain/Ids.ts"
import { useAnswer } from "./useAnswer.ts"
import { useCommand } from "./useCommand.ts"

const changes = ["booking", "bookings", "calendar"]

export const useOffer = (bookingId: BookingId, version: number | undefined) =>
  useAnswer(["booking", bookingId, "offer", version], (api) => api.GetOffer({ bookingId, version: version ?? 1 }), {
    enabled: version !== undefined
  })

export const useComparison = (bookingId: BookingId, from: number, to: number) =>
  useAnswer(["booking", bookingId, "compare", from, to], (api) => api.CompareOffers({ bookingId, from, to }), {
    keepPrevious: true
  })

export const useDraft = (bookingId: BookingId, onDone: (view: BookingView) => void) =>
  useCommand((api, show: Show, requestId) => api.DraftOffer({ requestId, bookingId, offer: { show } }), {
    changes,
    onDone
  })

export const useCounter = (bookingId: BookingId, onDone: (view: BookingView) => void) =>
  useCommand(
    (api, { show, version }: { readonly show: Show; readonly version: number }, requestId) =>
      api.CounterOffer({ requestId, bookingId, version, offer: { show } }),
    { changes, onDone }
  )

export type OfferStep =
  | { readonly step: "send" | "accept"; readonly version: number }
  | { readonly step: "decline" | "withdraw"; readonly version: number; readonly reason: string }

export const useOfferStep = (bookingId: BookingId, onDone: () => void) =>
  useCommand((api, input: OfferStep, requestId) => {
    const { version } = input
    const command = { requestId, bookingId, version }
    switch (input.step) {
      case "send":
        return api.SendOffer(command)
      case "accept":
        return api.AcceptOffer(command)
      case "decline":
        return api.DeclineOffer({ ...command, reason: input.reason })
      case "withdraw":
        return api.WithdrawOffer({ ...command, reason: input.reason })
    }
  }, { changes, onDone })
