import { useArtistSearch } from "../../client/artists.ts"
import { Answer } from "../../parts/Answer.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { ShowMore } from "../../parts/ShowMore.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { ArtistTable } from "./ArtistTable.tsx"
import { Filters } from "./Filters.tsx"
import { PredictionCards } from "./PredictionCards.tsx"
import { SearchForm } from "./SearchForm.tsx"
import { useSearch } from "./useSearch.ts"

export const DiscoverPage = () => {
  const state = useSearch()
  const found = useArtistSearch(state.search)
  return (
    <>
      <PageHead title="Discover">Find an act and see what it would draw, in which room, at which price.</PageHead>
      <div className="stack">
        <SearchForm query={state.search.query} onSearch={(query) => state.change("q", query)} />
        <Filters {...state} />
      </div>
      <Answer of={found} what="The search did not work" loading={<Skeleton height={72} count={6} what="Searching" />}>
        {(pages) => {
          const artists = pages.flatMap((page) => page.artists)
          return artists.length === 0
            ? (
              <Empty title="No act fits">
                <p>Try fewer letters, another spelling, or clear the filters.</p>
                {state.isNarrowed
                  ? <button type="button" className="button" onClick={state.clear}>Show everybody</button>
                  : null}
              </Empty>
            )
            : (
              <>
                <PredictionCards artists={artists} />
                <section className="stack" aria-labelledby="acts">
                  <div className="row-apart">
                    <h2 id="acts">Acts</h2>
                    <p className="small muted" role="status">
                      {artists.length}
                      {found.hasNextPage ? "+" : ""} {artists.length === 1 ? "act" : "acts"} found
                    </p>
                  </div>
                  <ArtistTable artists={artists} />
                  <ShowMore pages={found} />
                </section>
              </>
            )
        }}
      </Answer>
    </>
  )
}
