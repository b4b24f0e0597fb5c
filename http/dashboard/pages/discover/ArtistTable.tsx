import { Link } from "react-router"
import type { ArtistSummary } from "../../../../rpc/contract/ArtistRpcs.ts"
import { Figure } from "../../parts/Figure.tsx"
import { Growth } from "../../parts/Growth.tsx"
import { WatchButton } from "../../parts/WatchButton.tsx"

export const ArtistTable = ({ artists }: { readonly artists: ReadonlyArray<ArtistSummary> }) => (
  <div className="table-wrap">
    <table className="table table-cards">
      <thead>
        <tr>
          <th scope="col">Artist</th>
          <th scope="col" className="num">Audience</th>
          <th scope="col" className="num">28 days</th>
          <th scope="col" className="num">TikTok</th>
          <th scope="col" className="num">Instagram</th>
          <th scope="col" className="num">Spotify monthly</th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {artists.map((artist) => (
          <tr key={artist.id}>
            <th scope="row">
              <Link to={`/artists/${artist.id}`}>{artist.name}</Link>
              <div className="small muted">
                {[artist.homeCity, ...artist.genres.slice(0, 2)].filter(Boolean).join(" · ")}
              </div>
            </th>
            <td className="num" data-label="Audience">
              <Figure value={artist.reach} />
            </td>
            <td className="num" data-label="28 days">
              <Growth value={artist.growth28d} />
            </td>
            <td className="num" data-label="TikTok">
              <Figure value={artist.tiktokFollowers} />
            </td>
            <td className="num" data-label="Instagram">
              <Figure value={artist.instagramFollowers} />
            </td>
            <td className="num" data-label="Spotify monthly">
              <Figure value={artist.spotifyMonthlyListeners} />
            </td>
            <td className="actions">
              <div className="row">
                <WatchButton artistId={artist.id} name={artist.name} watched={artist.watched} />
                <Link className="button button-small" to={`/book/${artist.id}`}>
                  Forecast<span className="visually-hidden">{artist.name}</span>
                </Link>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
