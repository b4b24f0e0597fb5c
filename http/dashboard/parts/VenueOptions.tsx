import type { VenueSummary } from "../../../rpc/contract/VenueRpcs.ts"
import { whole } from "./format.ts"

interface Props {
  readonly id: string
  readonly venues: ReadonlyArray<VenueSummary>
  readonly active: number
  readonly isOpen: boolean
  readonly isLooking: boolean
  readonly onChoose: (venue: VenueSummary) => void
}

/** The listbox under a venue field. */
export const VenueOptions = ({ active, id, isLooking, isOpen, onChoose, venues }: Props) => (
  <div className="options" hidden={!isOpen}>
    <ul role="listbox" id={`${id}-options`} aria-label="Venues">
      {venues.map((venue, index) => (
        <li
          key={venue.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onMouseDown={(event) => {
            event.preventDefault()
            onChoose(venue)
          }}
        >
          <span>
            {venue.name}
            <span className="small muted">, {venue.city}</span>
          </span>
          <span className="small muted">{whole(venue.capacity)}</span>
        </li>
      ))}
    </ul>
    {venues.length === 0 ? <p className="hint" role="status">{isLooking ? "Looking…" : "No venue fits"}</p> : null}
  </div>
)
