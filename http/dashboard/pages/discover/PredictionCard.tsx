import { Link } from "react-router"
import type { ArtistSummary } from "../../../../rpc/contract/ArtistRpcs.ts"
import type { Suggestion } from "../../../../rpc/contract/PredictionRpcs.ts"
import { DemandFan } from "../../parts/DemandFan.tsx"
import { day, percent, roundMoney, whole } from "../../parts/format.ts"
import { Icon } from "../../parts/Icon.tsx"
import { RiskBadge } from "../../parts/RiskBadge.tsx"

/** One act in the room and on the date that suit it, and what that would draw. */
export const PredictionCard = (
  { artist, suggestion }: { readonly artist: ArtistSummary; readonly suggestion: Suggestion }
) => {
  const { date, prediction: { demand, pricing, risk }, venue } = suggestion
  const terms = new URLSearchParams({ venue: venue.id, date, price: String(pricing.recommended) })
  return (
    <Link className="prediction-card" data-testid="prediction-card" to={`/book/${artist.id}?${terms}`}>
      <div>
        <h3>{artist.name}</h3>
        <p className="small muted">{venue.name}, {venue.city} · {day(date)}</p>
      </div>
      <DemandFan
        brief
        p10={demand.range.min}
        p50={demand.estimated}
        p90={demand.range.max}
        capacity={venue.capacity}
      />
      <dl className="figures">
        <div>
          <dt>Demand:</dt>
          <dd>
            {whole(demand.estimated)}
            <span className="note">
              {whole(demand.range.min)}–{whole(demand.range.max)} for {whole(venue.capacity)}
            </span>
          </dd>
        </div>
        <div>
          <dt>Confidence:</dt>
          <dd>
            {percent(demand.confidence)}
            <span className="note">at {roundMoney(pricing.recommended)} a ticket</span>
          </dd>
        </div>
      </dl>
      <div className="row-apart">
        <RiskBadge score={risk.score} />
        <span className="go">
          Plan this show <Icon name="arrowRight" size={14} />
        </span>
      </div>
    </Link>
  )
}
