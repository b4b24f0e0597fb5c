import type { VenueId } from "../../../../entities/domain/Ids.ts"
import type { Suggestion } from "../../../../rpc/contract/PredictionRpcs.ts"
import type { useSuggestions } from "../../client/predictions.ts"
import { Failure } from "../../parts/Failure.tsx"
import { percent, shortDay, whole } from "../../parts/format.ts"
import { Skeleton } from "../../parts/Skeleton.tsx"

interface Props {
  readonly suggestions: ReturnType<typeof useSuggestions>
  readonly chosen: VenueId | undefined
  readonly onChoose: (suggestion: Suggestion) => void
}

/** Rooms that suit the act, beside each other. */
export const Suggestions = ({ chosen, onChoose, suggestions: { data, error, refetch } }: Props) => {
  if (error !== null) return <Failure what="No rooms could be suggested" error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton height={84} what="Looking for rooms that suit" />
  return data.length === 0 ? null : (
    <section className="stack-small" aria-labelledby="suggested">
      <h2 className="label" id="suggested">Rooms that suit</h2>
      <div className="suggestions">
        {data.map((suggestion) => {
          const { date, prediction, venue } = suggestion
          return (
            <button
              key={prediction.predictionId}
              type="button"
              className="suggestion"
              aria-pressed={venue.id === chosen}
              onClick={() => onChoose(suggestion)}
            >
              <span className="strong">{venue.name}</span>
              <span className="small muted">{venue.city} · {shortDay(date)}</span>
              <span className="small">
                {whole(prediction.attendance.p50)} of {whole(venue.capacity)} · P(loss) {percent(prediction.risk.score)}
              </span>
            </button>
          )
        })}
      </div>
    </section>
  )
}
