import { Schema } from "effect"
import { BookingStage, statusOf } from "../../../entities/domain/Booking.ts"
import { words } from "./format.ts"

const tones = { pending: "badge-warn", confirmed: "badge-good", completed: "badge-accent", cancelled: "badge-outline" }
const isStage = Schema.is(BookingStage)

/** Where a booking stands: the word says it, the colour only repeats it. */
export const StageBadge = ({ stage }: { readonly stage: string }) => (
  <span className={`badge ${isStage(stage) ? tones[statusOf(stage)] : ""}`}>{words(stage)}</span>
)
