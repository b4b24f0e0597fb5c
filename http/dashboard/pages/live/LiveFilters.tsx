import { useEffect, useEffectEvent, useState } from "react"
import { platforms as allPlatforms } from "../../../../entities/domain/Platform.ts"
import type { VenueSummary } from "../../../../rpc/contract/VenueRpcs.ts"
import { useArtistSearch } from "../../client/artists.ts"
import type { Channel } from "../../client/feed/Message.ts"
import { useDebounced } from "../../client/useDebounced.ts"
import { platformNames } from "../../parts/platformNames.ts"
import { VenueCombobox } from "../../parts/VenueCombobox.tsx"

const channelNames = [["metrics", "Figures"], ["predictions", "Forecasts"], ["bookings", "Bookings and holds"]] as const

interface Props {
  readonly channels: ReadonlyArray<Channel>
  readonly platforms: ReadonlyArray<string>
  readonly onChannels: (channels: ReadonlyArray<Channel>) => void
  readonly onPlatforms: (platforms: ReadonlyArray<string>) => void
  readonly onArtist: (ids: ReadonlyArray<string>) => void
  readonly onVenue: (ids: ReadonlyArray<string>) => void
}

const toggled = <A extends string>(list: ReadonlyArray<A>, item: A): ReadonlyArray<A> =>
  list.includes(item) ? list.filter((each) => each !== item) : [...list, item]

/** What of the feed one wants to see: nothing ticked under a heading is everything. */
export const LiveFilters = ({ channels, onArtist, onChannels, onPlatforms, onVenue, platforms }: Props) => {
  const [venue, setVenue] = useState<VenueSummary | undefined>(undefined)
  return (
    <div className="card">
      <div className="filters filters-roomy">
        <fieldset className="choices">
          <legend className="label">Show</legend>
          {channelNames.map(([channel, name]) => (
            <label key={channel} className="check">
              <input
                type="checkbox"
                checked={channels.includes(channel)}
                disabled={channels.length === 1 && channels.includes(channel)}
                onChange={() => onChannels(toggled(channels, channel))}
              />
              {name}
            </label>
          ))}
        </fieldset>
        <fieldset className="choices">
          <legend className="label">Platforms</legend>
          {allPlatforms.map((platform) => (
            <label key={platform} className="check">
              <input
                type="checkbox"
                checked={platforms.includes(platform)}
                onChange={() => onPlatforms(toggled(platforms, platform))}
              />
              {platformNames[platform]}
            </label>
          ))}
        </fieldset>
        <ArtistFilter onArtist={onArtist} />
        <VenueCombobox
          placeholder="All venues"
          value={venue}
          onChange={(venue) => {
            setVenue(venue)
            onVenue(venue === undefined ? [] : [venue.id])
          }}
        />
      </div>
    </div>
  )
}

/** Follows the acts that a search for the name finds. */
const ArtistFilter = ({ onArtist }: Pick<Props, "onArtist">) => {
  const [text, setText] = useState("")
  const asked = useDebounced(text.trim(), 300)
  const found = useArtistSearch({ query: asked, watchedOnly: false, order: "relevance" })
  const first = asked === "" ? undefined : found.data?.[0]?.artists[0]
  const follow = useEffectEvent((id: string | undefined) => onArtist(id === undefined ? [] : [id]))
  useEffect(() => follow(first?.id), [first?.id])
  return (
    <div className="field">
      <label htmlFor="live-artist">Artist</label>
      <input
        id="live-artist"
        className="input"
        placeholder="All artists"
        value={text}
        aria-describedby="live-artist-hint"
        onChange={(event) => setText(event.target.value)}
      />
      <span className="hint" id="live-artist-hint" role="status">
        {asked === "" ? "" : first === undefined ? (found.isPending ? "" : "Nobody found") : `Following ${first.name}`}
      </span>
    </div>
  )
}
