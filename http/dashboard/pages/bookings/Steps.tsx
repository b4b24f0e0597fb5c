import type { BookingStage } from "../../../../entities/domain/Booking.ts"
import { words } from "../../parts/format.ts"
import { Icon } from "../../parts/Icon.tsx"
import { Notice } from "../../parts/Notice.tsx"

const way: ReadonlyArray<BookingStage> = [
  "inquiry",
  "hold",
  "confirmed",
  "announced",
  "onSale",
  "played",
  "inSettlement",
  "settled"
]

/** How far the show has come. Offers and negotiations are part of the way from hold to confirmed. */
export const Steps = ({ stage }: { readonly stage: BookingStage }) => {
  const at = way.indexOf(stage === "offer" || stage === "negotiation" ? "hold" : stage)
  if (at < 0) {
    return (
      <Notice tone="warn">
        <p>This booking ended as “{words(stage)}”. Its history stays below.</p>
      </Notice>
    )
  }
  return (
    <ol className="steps" aria-label="Progress">
      {way.map((step, index) => {
        const state = index < at ? "done" : index === at ? "current" : "ahead"
        return (
          <li key={step} data-state={state} {...(state === "current" ? { "aria-current": "step" } : {})}>
            {state === "done" ? <Icon name="check" size={14} /> : <span className="dot" />}
            {words(step)}
            {state === "done" ? <span className="visually-hidden">, done</span> : null}
          </li>
        )
      })}
    </ol>
  )
}
