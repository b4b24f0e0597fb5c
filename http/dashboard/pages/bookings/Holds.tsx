import { useState } from "react"
import type { BookingView, HeldDate } from "../../../../entities/domain/Booking.ts"
import { type HoldStep, useHoldStep } from "../../client/holds.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { Failure } from "../../parts/Failure.tsx"
import { day, instant, relative } from "../../parts/format.ts"
import { Notice } from "../../parts/Notice.tsx"
import { useNow } from "../../parts/useNow.ts"

/** The dates that the booking holds: its level in each queue, its clock, and what can be done about it. */
export const Holds = ({ booking }: { readonly booking: BookingView }) =>
  booking.holds.length === 0 ? null : (
    <section className="card" aria-labelledby="holds">
      <h2 id="holds">Holds</h2>
      <p className="small muted">
        Level 1 has the first right to the date. A challenge asks those above, in order, to confirm or to let go.
      </p>
      <ul className="stack">
        {booking.holds.map((hold) => <Hold key={hold.date} booking={booking} hold={hold} />)}
      </ul>
    </section>
  )

const questions: Record<Exclude<HoldStep, "extend">, readonly [title: string, explanation: string]> = {
  challenge: [
    "Challenge this date?",
    "Those above are asked in order to confirm or to let go. If all let go, you must book in the same time."
  ],
  giveUp: [
    "Let this date go?",
    "The hold drops, and the challenger moves up. Another hold would begin at the end of the queue."
  ],
  withdraw: ["Withdraw the challenge?", "Those above keep their holds."],
  release: ["Release this hold?", "Everybody below moves up. Another hold would begin at the end of the queue."]
}

const Hold = ({ booking, hold }: { readonly booking: BookingView; readonly hold: typeof HeldDate.Type }) => {
  const { challenge, date, expiresAtMillis, level } = hold
  const { stageId, venueId } = booking.terms
  const now = useNow(1_000)
  const [asking, setAsking] = useState<Exclude<HoldStep, "extend"> | undefined>(undefined)
  const step = useHoldStep({ venueId, stageId, date, bookingId: booking.id }, () => setAsking(undefined))
  const button = (name: Exclude<HoldStep, "extend">, label: string, testId?: string) => (
    <button
      type="button"
      className="button button-small"
      data-testid={testId}
      disabled={step.isPending}
      onClick={() => {
        step.reset()
        setAsking(name)
      }}
    >
      {label}
    </button>
  )
  return (
    <li className="stack-small">
      <div className="row-apart">
        <span className="strong">{day(date)}</span>
        <span className="small">
          <span className="badge badge-warn">{level}H</span> until {instant(expiresAtMillis)}
        </span>
      </div>
      {challenge === null ? null : (
        <Notice tone="warn" testId="challenge-clock">
          <p className="strong">
            {challenge.role === "asked" ? "Challenged: confirm or let go" : "Challenge won: book the date"}{" "}
            {relative(challenge.answerByMillis, now)}
          </p>
          <p className="small">by {instant(challenge.answerByMillis)}</p>
        </Notice>
      )}
      <div className="row">
        {level > 1 ? button("challenge", "Challenge", "challenge-button") : null}
        {level > 1 ? button("withdraw", "Withdraw challenge") : null}
        {challenge?.role === "asked" ? button("giveUp", "Let it go", "give-up") : null}
        <button
          type="button"
          className="button button-small"
          disabled={step.isPending}
          onClick={() => step.mutate("extend")}
        >
          Extend
        </button>
        {button("release", "Release")}
      </div>
      {asking === undefined
        ? step.error === null ? null : <Failure what="The hold was not extended" error={step.error} />
        : (
          <Dialog
            danger={asking !== "challenge"}
            title={questions[asking][0]}
            confirm="Yes"
            working={step.isPending}
            onClose={() => setAsking(undefined)}
            onConfirm={() => step.mutate(asking)}
          >
            <p>{questions[asking][1]}</p>
            {step.error === null ? null : <Failure what="That was not done" error={step.error} />}
          </Dialog>
        )}
    </li>
  )
}
