import { useMemo, useState } from "react"
import type { Channel } from "../../client/feed/Message.ts"
import { Empty } from "../../parts/Empty.tsx"
import { whole } from "../../parts/format.ts"
import { Icon } from "../../parts/Icon.tsx"
import { Notice } from "../../parts/Notice.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { ConnectionState } from "./ConnectionState.tsx"
import { FeedList } from "./FeedList.tsx"
import { LiveFilters } from "./LiveFilters.tsx"
import { RateLine } from "./RateLine.tsx"
import { useLiveRows } from "./useLiveRows.ts"

const all: ReadonlyArray<Channel> = ["metrics", "predictions", "bookings"]

/** What happens, as it happens. */
export const LivePage = () => {
  const [channels, setChannels] = useState(all)
  const [platforms, setPlatforms] = useState<ReadonlyArray<string>>([])
  const [artistIds, setArtistIds] = useState<ReadonlyArray<string>>([])
  const [venueIds, setVenueIds] = useState<ReadonlyArray<string>>([])
  const [paused, setPaused] = useState(false)
  const subscription = useMemo(
    () => ({ channels, filters: { artistIds, venueIds, platforms } }),
    [channels, artistIds, venueIds, platforms]
  )
  const { goOn, rates, rows, state, waiting } = useLiveRows(subscription, paused)
  const toggle = () => {
    if (paused) goOn()
    setPaused(!paused)
  }
  return (
    <>
      <PageHead
        title="Live"
        actions={
          <button type="button" className="button" aria-pressed={paused} onClick={toggle}>
            <Icon name={paused ? "play" : "pause"} />
            {paused ? `Go on${waiting > 0 ? `, ${whole(waiting)} waiting` : ""}` : "Pause"}
          </button>
        }
      >
        Figures, forecasts and bookings as they happen. A lost connection comes back and goes on where it was.
      </PageHead>
      <div className="row-apart">
        <ConnectionState state={state} />
        <RateLine rates={rates} />
      </div>
      <LiveFilters
        channels={channels}
        platforms={platforms}
        onChannels={setChannels}
        onPlatforms={setPlatforms}
        onArtist={setArtistIds}
        onVenue={setVenueIds}
      />
      {state._tag === "Open" && state.lost
        ? (
          <Notice tone="warn" alert>
            <p>The page was away for too long to be told everything: some events are not shown here.</p>
          </Notice>
        )
        : null}
      {rows.length === 0
        ? (
          <Empty title={state._tag === "Open" ? "Connected, nothing has happened yet" : "Not connected yet"}>
            <p>Events appear here as soon as a platform is looked at, a forecast is made or a date moves.</p>
          </Empty>
        )
        : <FeedList rows={rows} />}
    </>
  )
}
