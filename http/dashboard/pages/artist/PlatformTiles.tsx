import type { ArtistView, PlatformState } from "../../../../entities/domain/Artist.ts"
import { platforms } from "../../../../entities/domain/Platform.ts"
import { Figure } from "../../parts/Figure.tsx"
import { instant, percent, relative, words } from "../../parts/format.ts"
import { Growth } from "../../parts/Growth.tsx"
import { platformNames } from "../../parts/platformNames.ts"
import { useNow } from "../../parts/useNow.ts"

/** The newest figures of each platform, how old they are, and what went wrong the last time. */
export const PlatformTiles = ({ artist }: { readonly artist: ArtistView }) => {
  const now = useNow(10_000)
  const known = platforms.flatMap((platform) => {
    const state = artist.platforms[platform]
    return state === undefined ? [] : [{ platform, state }]
  })
  const monthly = artist.platforms["spotify"]?.monthlyListeners
  return (
    <dl className="tiles">
      <div className="tile">
        <dt>Growth, 28 days</dt>
        <dd>
          <Growth value={artist.growth28d} />
          <div className="note">followers on all platforms</div>
        </dd>
      </div>
      {monthly === undefined ? null : (
        <div className="tile">
          <dt>Monthly listeners</dt>
          <dd>
            <Figure value={monthly} />
            <div className="note">Spotify, last 28 days</div>
          </dd>
        </div>
      )}
      {known.map(({ platform, state }) => (
        <div key={platform} className="tile">
          <dt>{platformNames[platform]} followers</dt>
          <dd>
            <Figure value={state.followers} />
            {state.engagementRate === undefined
              ? null
              : <div className="note">{percent(state.engagementRate, 1)} engagement</div>}
            <Freshness state={state} now={now} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const Freshness = ({ now, state }: { readonly state: PlatformState; readonly now: number }) => (
  <div className="note">
    {state.scrapedAtMillis === undefined
      ? "not looked at yet"
      : (
        <time dateTime={new Date(state.scrapedAtMillis).toISOString()} title={instant(state.scrapedAtMillis)}>
          {relative(state.scrapedAtMillis, now)}
        </time>
      )}
    {state.consecutiveFailures === 0 || state.lastFailure === undefined
      ? null
      : (
        <span className="badge badge-warn" title={state.lastFailure.detail}>
          {words(state.lastFailure.reason)} ×{state.consecutiveFailures}
        </span>
      )}
  </div>
)
