import { Option, Schema } from "effect"
import { useState } from "react"
import { useSearchParams } from "react-router"
import type { ArtistView } from "../../../../entities/domain/Artist.ts"
import { VenueId } from "../../../../entities/domain/Ids.ts"
import { useArtist } from "../../client/artists.ts"
import { useSuggestions } from "../../client/predictions.ts"
import { useVenueSummary } from "../../client/venues.ts"
import { Answer } from "../../parts/Answer.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { useArtistId } from "../../parts/useIdParam.ts"
import { NotFoundPage } from "../NotFoundPage.tsx"
import { Desk } from "./Desk.tsx"

const venueIdOf = Schema.decodeUnknownOption(VenueId)
const loading = <Skeleton height={160} count={3} what="Looking for the best room and date" />

/** From a forecast to a booked show. */
export const DeskPage = () => {
  const artistId = useArtistId()
  return artistId === undefined ? <NotFoundPage /> : <OfArtist key={artistId} artistId={artistId} />
}

const OfArtist = ({ artistId }: { readonly artistId: ArtistView["id"] }) => {
  const artist = useArtist(artistId)
  return (
    <Answer of={artist} what="This act could not be opened" loading={loading}>
      {(artist) => <Start artist={artist} />}
    </Answer>
  )
}

/** The terms to begin with: those in the address, else the suggestion that came first. */
const Start = ({ artist }: { readonly artist: ArtistView }) => {
  const [current] = useSearchParams()
  const [params] = useState(current)
  const asked = Option.getOrUndefined(venueIdOf(params.get("venue") ?? undefined))
  const suggestions = useSuggestions(artist.id, 5)
  const venue = useVenueSummary(asked)
  const best = suggestions.data?.[0]
  const isReady = asked === undefined ? !suggestions.isPending : !venue.isPending
  if (!isReady) return loading
  return (
    <Desk
      artist={artist}
      suggestions={suggestions}
      initial={asked === undefined
        ? {
          venue: best?.venue,
          date: best?.date ?? "",
          price: best === undefined ? "" : String(best.prediction.pricing.recommended),
          guarantee: ""
        }
        : {
          venue: venue.data,
          date: params.get("date") ?? best?.date ?? "",
          price: params.get("price") ?? "",
          guarantee: ""
        }}
    />
  )
}
