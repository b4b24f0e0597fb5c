import { useState } from "react"
import type { ArtistId } from "../../../../entities/domain/Ids.ts"
import { useScrape } from "../../client/artists.ts"
import { Icon } from "../../parts/Icon.tsx"

/** Looks at the platforms now instead of when it is due. */
export const RefreshButton = ({ artistId }: { readonly artistId: ArtistId }) => {
  const [done, setDone] = useState(false)
  const scrape = useScrape(() => setDone(true))
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={scrape.isPending}
        onClick={() => {
          setDone(false)
          scrape.mutate(artistId)
        }}
      >
        {scrape.isPending ? <span className="spinner" /> : <Icon name="refresh" />}
        {scrape.isPending ? "Looking…" : "Refresh figures"}
      </button>
      <span role="status" className={scrape.error === null ? "small muted" : "hint-bad"}>
        {scrape.error?.message ?? (done ? "Figures are up to date" : "")}
      </span>
    </>
  )
}
