import { lazy, Suspense, useState } from "react"
import { Link } from "react-router"
import type { ArtistView } from "../../../../entities/domain/Artist.ts"
import type { ArtistId } from "../../../../entities/domain/Ids.ts"
import { useArtist, useArtistHistory } from "../../client/artists.ts"
import { Answer } from "../../parts/Answer.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { Segments } from "../../parts/Segments.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { SourceBadge } from "../../parts/SourceBadge.tsx"
import { useArtistId } from "../../parts/useIdParam.ts"
import { WatchButton } from "../../parts/WatchButton.tsx"
import { NotFoundPage } from "../NotFoundPage.tsx"
import { ArtistBookings } from "./ArtistBookings.tsx"
import { Cities } from "./Cities.tsx"
import { PastShows } from "./PastShows.tsx"
import { PlatformTiles } from "./PlatformTiles.tsx"
import { RefreshButton } from "./RefreshButton.tsx"

const HistoryChart = lazy(async () => ({ default: (await import("./HistoryChart.tsx")).HistoryChart }))

const spans = [[30, "30 days"], [90, "90 days"], [365, "1 year"]] as const

export const ArtistPage = () => {
  const artistId = useArtistId()
  return artistId === undefined ? <NotFoundPage /> : <OfArtist key={artistId} artistId={artistId} />
}

const OfArtist = ({ artistId }: { readonly artistId: ArtistId }) => {
  const artist = useArtist(artistId)
  return (
    <Answer
      of={artist}
      what="This act could not be opened"
      loading={<Skeleton height={120} count={4} what="Opening the act" />}
    >
      {(artist) => <Shown artist={artist} />}
    </Answer>
  )
}

const Shown = ({ artist }: { readonly artist: ArtistView }) => {
  const [days, setDays] = useState<number>(90)
  const history = useArtistHistory(artist.id, days)
  const cities = artist.platforms["spotify"]?.topCities ?? []
  const chartLoading = <Skeleton height={320} what="Loading the history" />
  return (
    <>
      <PageHead
        title={artist.name}
        back={{ to: "/", label: "Discover" }}
        actions={
          <>
            <WatchButton labelled artistId={artist.id} name={artist.name} watched={artist.watched} />
            <RefreshButton artistId={artist.id} />
            <Link className="button button-primary" to={`/book/${artist.id}`}>Forecast a show</Link>
          </>
        }
      >
        <div className="row">
          <span>{[artist.home?.city, ...artist.genres].filter(Boolean).join(" · ")}</span>
          <SourceBadge source={artist.source} />
        </div>
      </PageHead>
      <PlatformTiles artist={artist} />
      <section className="card" aria-labelledby="history">
        <div className="card-head">
          <h2 id="history">Audience over time</h2>
          <Segments label="Span" value={days} options={spans} onChange={setDays} />
        </div>
        <Answer of={history} what="The history could not be read" loading={chartLoading}>
          {({ series }) => (
            <Suspense fallback={chartLoading}>
              <HistoryChart series={series} />
            </Suspense>
          )}
        </Answer>
      </section>
      <div className={cities.length > 0 ? "split" : "stack-large"}>
        {cities.length > 0 ? <Cities cities={cities} /> : null}
        <ArtistBookings artistId={artist.id} />
      </div>
      <Answer
        of={history}
        what="The past shows could not be read"
        loading={<Skeleton height={200} what="Loading past shows" />}
      >
        {({ shows }) => <PastShows shows={shows} />}
      </Answer>
    </>
  )
}
