import type { BookingId, StageId, VenueId } from "../../../entities/domain/Ids.ts"
import type { ShowDate } from "../../../entities/domain/ShowDate.ts"
import { useCommand } from "./useCommand.ts"

/** One booking's hold on one date of one stage. */
export interface Held {
  readonly venueId: VenueId
  readonly stageId: StageId
  readonly date: ShowDate
  readonly bookingId: BookingId
}

export type HoldStep = "challenge" | "giveUp" | "withdraw" | "release" | "extend"

export const useHoldStep = (held: Held, onDone: () => void) =>
  useCommand((api, step: HoldStep, requestId) => {
    const command = { requestId, ...held }
    switch (step) {
      case "challenge":
        return api.ChallengeHold(command)
      case "giveUp":
        return api.GiveUpHold(command)
      case "withdraw":
        return api.WithdrawChallenge(command)
      case "release":
        return api.ReleaseHold(command)
      case "extend":
        return api.ExtendHold(command)
    }
  }, { changes: ["booking", "bookings", "calendar", "avails"], onDone })
