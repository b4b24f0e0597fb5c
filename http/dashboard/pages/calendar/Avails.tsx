import { useState } from "react"
import type { ShowDate } from "../../../../entities/domain/ShowDate.ts"
import type { Avail } from "../../../../entities/domain/VenueRefusals.ts"
import type { VenueSummary } from "../../../../rpc/contract/VenueRpcs.ts"
import { useAvails } from "../../client/venues.ts"
import { Answer } from "../../parts/Answer.tsx"
import { day } from "../../parts/format.ts"
import { Icon } from "../../parts/Icon.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"

const days = 60

/** The free dates of a venue, ready for an e-mail. */
export const Avails = ({ from, venue }: { readonly venue: VenueSummary; readonly from: ShowDate }) => {
  const stageId = venue.stages[0]?.stageId
  const avails = useAvails(stageId === undefined ? undefined : { venueId: venue.id, stageId, from, days })
  const [copied, setCopied] = useState(false)
  return (
    <Answer of={avails} what="The free dates could not be read" loading={<Skeleton height={24} count={4} />}>
      {(avails) => (
        <div className="stack-small">
          <div className="row-apart">
            <h3>Free from {day(from)}</h3>
            <button
              type="button"
              className="button button-small"
              onClick={() => void navigator.clipboard.writeText(textOf(venue, avails)).then(() => setCopied(true))}
            >
              <Icon name={copied ? "check" : "copy"} size={14} /> {copied ? "Copied" : "Copy"}
            </button>
          </div>
          <p className="small muted" role="status">
            {avails.length} of {days} days can be held
          </p>
          <ul className="avails small">
            {avails.map(({ date, level }) => (
              <li key={date}>
                {day(date)}
                {level > 1 ? <span className="badge badge-warn">{level}H</span> : null}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Answer>
  )
}

const textOf = (venue: VenueSummary, avails: ReadonlyArray<Avail>): string =>
  [`Avails ${venue.name}, ${venue.city}`, ...avails.map(({ date, level }) => `${day(date)} (${level}H)`)].join("\n")
