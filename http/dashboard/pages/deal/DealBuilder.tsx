import { Either } from "effect"
import { useMemo, useState } from "react"
import { useNavigate } from "react-router"
import type { BookingView } from "../../../../entities/domain/Booking.ts"
import type { Show } from "../../../../entities/domain/deal/Show.ts"
import { useCounter, useDraft } from "../../client/offers.ts"
import { Failure } from "../../parts/Failure.tsx"
import { day } from "../../parts/format.ts"
import { Notice } from "../../parts/Notice.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { CostsEditor } from "./CostsEditor.tsx"
import { type Draft, draftOf, showOf } from "./draft.ts"
import { Odds } from "./Odds.tsx"
import { Results } from "./Results.tsx"
import { ScalingEditor } from "./ScalingEditor.tsx"
import { TalentsEditor } from "./TalentsEditor.tsx"

interface Props {
  readonly booking: BookingView
  readonly start: Show
  /** the version that this is the artist's side's counter to */
  readonly answers: number | undefined
}

export const DealBuilder = ({ answers, booking, start }: Props) => {
  const [draft, setDraft] = useState<Draft>(() => draftOf(start))
  const [whole, setWhole] = useState(start)
  const navigate = useNavigate()
  const back = `/bookings/${booking.id}?tab=offers`
  const done = () => void navigate(back)
  const save = useDraft(booking.id, done)
  const counter = useCounter(booking.id, done)
  const read = useMemo(() => showOf(draft), [draft])
  const show = Either.getOrElse(read, () => whole)
  const isBusy = save.isPending || counter.isPending
  const keep = () => answers === undefined ? save.mutate(show) : counter.mutate({ show, version: answers })
  const edit = (draft: Draft) => {
    setWhole(show)
    setDraft(draft)
  }
  const level = (level: number) =>
    edit({
      ...draft,
      scaling: {
        ...draft.scaling,
        tiers: draft.scaling.tiers.map((tier) => ({ ...tier, priceCents: Math.round(tier.priceCents * level) }))
      }
    })
  const { terms } = booking
  return (
    <>
      <PageHead
        title={answers === undefined ? "Deal builder" : `Counter to version ${answers}`}
        back={{ to: back, label: `${terms.artistName} at ${terms.venueName}` }}
        actions={
          <>
            <button
              type="button"
              className="button"
              disabled={isBusy}
              onClick={() => edit(draftOf(start))}
            >
              Undo all edits
            </button>
            <button
              type="button"
              className="button button-primary"
              data-testid="save-offer"
              disabled={isBusy || Either.isLeft(read)}
              onClick={keep}
            >
              {isBusy ? <span className="spinner" /> : null}
              {answers === undefined ? "Save as offer draft" : "Note the counter"}
            </button>
          </>
        }
      >
        {day(terms.date)}. Every edit recomputes at once; nothing is sent before you say so.
      </PageHead>
      {Either.isLeft(read)
        ? (
          <Notice tone="bad" alert testId="deal-fault">
            <p className="strong">This does not fit together yet</p>
            <p>{read.left}</p>
          </Notice>
        )
        : null}
      {save.error === null ? null : <Failure what="The draft was not saved" error={save.error} />}
      {counter.error === null ? null : <Failure what="The counter was not noted" error={counter.error} />}
      <div className="deal">
        <div className="stack-large">
          <TalentsEditor talents={draft.talents} onChange={(talents) => edit({ ...draft, talents })} />
          <ScalingEditor scaling={draft.scaling} onChange={(scaling) => edit({ ...draft, scaling })} />
          <CostsEditor costs={draft.costs} onChange={(costs) => edit({ ...draft, costs })} />
        </div>
        <div className="stack-large">
          <Results show={show} />
          <Odds terms={terms} show={show} onLevel={level} />
        </div>
      </div>
    </>
  )
}
