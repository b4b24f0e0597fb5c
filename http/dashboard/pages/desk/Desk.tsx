import { useEffect, useEffectEvent, useMemo, useState } from "react"
import { Link, useNavigate, useSearchParams } from "react-router"
import type { ArtistView } from "../../../../entities/domain/Artist.ts"
import { usePrediction, type useSuggestions } from "../../client/predictions.ts"
import { useDebounced } from "../../client/useDebounced.ts"
import { Empty } from "../../parts/Empty.tsx"
import { Failure } from "../../parts/Failure.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { BookPanel } from "./BookPanel.tsx"
import { Forecast } from "./Forecast.tsx"
import { ShowForm } from "./ShowForm.tsx"
import { Suggestions } from "./Suggestions.tsx"
import { questionOf, type Terms } from "./terms.ts"

interface Props {
  readonly artist: ArtistView
  readonly suggestions: ReturnType<typeof useSuggestions>
  readonly initial: Terms
}

/** The terms on one side, what they would bring on the other; each change of the one asks for the other anew. */
export const Desk = ({ artist, initial, suggestions }: Props) => {
  const navigate = useNavigate()
  const [, setParams] = useSearchParams()
  const [terms, setTerms] = useState(initial)
  const question = useMemo(() => questionOf(artist.id, terms), [artist.id, terms])
  const asked = JSON.stringify(question)
  const settled = useDebounced(question, 350)
  const isSettled = JSON.stringify(settled) === asked
  const prediction = usePrediction(settled)
  const isWorking = question !== undefined && (!isSettled || prediction.isFetching)
  const current = question !== undefined && isSettled && !prediction.isPlaceholderData ? prediction.data : undefined
  const venueId = terms.venue?.id
  const change = (part: Partial<Terms>) => setTerms((terms) => ({ ...terms, ...part }))

  const remember = useEffectEvent((question: typeof settled) => {
    if (question === undefined) return
    const { date, ticketPriceCents, venueId } = question
    setParams({ venue: venueId, date, price: String(ticketPriceCents / 100) }, { replace: true })
  })
  useEffect(() => remember(settled), [settled])

  return (
    <>
      <PageHead
        title={artist.name}
        back={{ to: "/", label: "Discover" }}
        actions={<Link className="button" to={`/artists/${artist.id}`}>Audience and history</Link>}
      >
        Plan a show: change room, date or price and the forecast follows.
      </PageHead>
      <Suggestions
        suggestions={suggestions}
        chosen={venueId}
        onChoose={({ date, prediction, venue }) =>
          change({ venue, date, price: String(prediction.pricing.recommended) })}
      />
      <div className="desk">
        <div className="card desk-form">
          <ShowForm terms={terms} onChange={change} />
          <BookPanel
            artistName={artist.name}
            terms={terms}
            question={question}
            prediction={current}
            isWorking={isWorking}
            onChange={change}
            onBooked={({ id }) => void navigate(`/booking/confirmed/${id}`)}
            onHeld={({ id }) => void navigate(`/bookings/${id}`)}
          />
        </div>
        <div className="stack-large" aria-busy={isWorking}>
          {prediction.error === null || !isSettled
            ? null
            : (
              <Failure
                what="There is no forecast for these terms"
                error={prediction.error}
                onRetry={() => void prediction.refetch()}
              />
            )}
          {question === undefined
            ? (
              <Empty title="Choose a room, a date and a price">
                <p>The forecast appears here as soon as all three are there.</p>
              </Empty>
            )
            : prediction.data === undefined || settled === undefined
            ? prediction.error === null ? <Skeleton height={180} count={3} what="Forecasting" /> : null
            : (
              <Forecast
                prediction={prediction.data}
                price={settled.ticketPriceCents / 100}
                capacity={terms.venue?.capacity ?? 0}
                isWorking={isWorking}
                onPrice={(price) => change({ price: String(price) })}
              />
            )}
        </div>
      </div>
    </>
  )
}
