import type { ArtistSummary } from "../../../../rpc/contract/ArtistRpcs.ts"
import { useSuggestions } from "../../client/predictions.ts"
import { Failure } from "../../parts/Failure.tsx"
import { PredictionCard } from "./PredictionCard.tsx"

const most = 3

/** Forecasts for the best of the acts that were found: fewer acts, more rooms each. */
export const PredictionCards = ({ artists }: { readonly artists: ReadonlyArray<ArtistSummary> }) => {
  const best = artists.slice(0, most)
  const rooms = Math.max(1, Math.floor(most / best.length))
  return (
    <section className="stack" aria-labelledby="predictions">
      <h2 id="predictions">Where they would play</h2>
      <div className="prediction-grid" aria-live="polite">
        {best.map((artist) => <ActCards key={artist.id} artist={artist} rooms={rooms} />)}
      </div>
    </section>
  )
}

const ActCards = ({ artist, rooms }: { readonly artist: ArtistSummary; readonly rooms: number }) => {
  const { data, error, refetch } = useSuggestions(artist.id, rooms)
  if (error !== null) {
    return <Failure what={`No forecast for ${artist.name}`} error={error} onRetry={() => void refetch()} />
  }
  if (data === undefined) {
    return Array.from({ length: rooms }, (_, room) => <span key={room} className="skeleton" style={{ height: 236 }} />)
  }
  return data.map((suggestion) => (
    <PredictionCard key={suggestion.prediction.predictionId} artist={artist} suggestion={suggestion} />
  ))
}
