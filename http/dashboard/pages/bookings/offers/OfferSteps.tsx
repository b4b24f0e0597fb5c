import { useState } from "react"
import { Link } from "react-router"
import type { BookingId } from "../../../../../entities/domain/Ids.ts"
import type { OfferSummary } from "../../../../../entities/domain/Offer.ts"
import { useOfferStep } from "../../../client/offers.ts"
import { Dialog } from "../../../parts/Dialog.tsx"
import { Failure } from "../../../parts/Failure.tsx"
import { cents } from "../../../parts/format.ts"
import { ReasonDialog } from "../../../parts/ReasonDialog.tsx"

interface Props {
  readonly bookingId: BookingId
  readonly offer: OfferSummary
  readonly isNewest: boolean
}

/** What can be done with a version where it stands. Each is asked about first: none can be taken back. */
export const OfferSteps = ({ bookingId, isNewest, offer }: Props) => {
  const [asking, setAsking] = useState<"send" | "accept" | "decline" | "withdraw" | undefined>(undefined)
  const close = () => setAsking(undefined)
  const step = useOfferStep(bookingId, close)
  const { side, status, version } = offer
  const open = (asked: typeof asking) => {
    step.reset()
    setAsking(asked)
  }
  if (!isNewest || (status !== "draft" && status !== "sent")) return null
  return (
    <>
      {status === "draft"
        ? (
          <button type="button" className="button button-small" data-testid="send-offer" onClick={() => open("send")}>
            Send
          </button>
        )
        : (
          <>
            <button
              type="button"
              className="button button-small"
              data-testid="accept-offer"
              onClick={() => open("accept")}
            >
              {side === "promoter" ? "Accepted" : "Accept"}
            </button>
            {side === "promoter"
              ? (
                <Link
                  className="button button-small"
                  data-testid="counter-offer"
                  to={`/bookings/${bookingId}/deal?answers=${version}`}
                >
                  Counter
                </Link>
              )
              : null}
            <button type="button" className="button button-small button-danger" onClick={() => open("decline")}>
              {side === "promoter" ? "Declined" : "Decline"}
            </button>
          </>
        )}
      {side === "promoter"
        ? (
          <button type="button" className="button button-small button-danger" onClick={() => open("withdraw")}>
            Withdraw
          </button>
        )
        : null}
      {asking === "send" || asking === "accept"
        ? (
          <Dialog
            title={asking === "send" ? `Send version ${version}?` : `Is version ${version} accepted?`}
            confirm={asking === "send" ? "Send it" : "It is accepted"}
            working={step.isPending}
            onClose={close}
            onConfirm={() => step.mutate({ step: asking, version })}
          >
            <p>
              {asking === "send"
                ? "From then on it never changes; a change is a new version. It is open for a week."
                : "Its terms become the booking's, and the show can be confirmed."} Guarantee{" "}
              {cents(offer.guaranteeCents)}, walkout {cents(offer.walkoutCents)}.
            </p>
            {step.error === null ? null : <Failure what="That was not done" error={step.error} />}
          </Dialog>
        )
        : null}
      {asking === "decline" || asking === "withdraw"
        ? (
          <ReasonDialog
            title={asking === "decline" ? `Is version ${version} declined?` : `Withdraw version ${version}?`}
            explanation={asking === "decline" && side === "promoter"
              ? "The booking ends with it, and its dates become free for others."
              : "It can no longer be accepted. Another version may follow."}
            confirm={asking === "decline" ? "It is declined" : "Withdraw it"}
            error={step.error}
            working={step.isPending}
            onClose={close}
            onConfirm={(reason) => step.mutate({ step: asking, version, reason })}
          />
        )
        : null}
    </>
  )
}
