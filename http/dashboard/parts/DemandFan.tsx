import { compact, whole } from "./format.ts"

interface Fan {
  readonly p10: number
  readonly p50: number
  readonly p90: number
  readonly capacity: number
  /** tickets at which nothing is lost; left out where it is not known */
  readonly breakeven?: number
  readonly brief?: boolean
}

/** How many would come, as a range on the scale of the room: never one bare number. */
export const DemandFan = ({ breakeven, brief = false, capacity, p10, p50, p90 }: Fan) => {
  const end = Math.max(p90, capacity, breakeven ?? 0) * 1.06 || 1
  const at = (tickets: number) => `${(Math.min(tickets, end) / end) * 100}%`
  const summary = `Demand ${whole(p50)} tickets, four in five chances between ${whole(p10)} and ${
    whole(p90)
  }; the room takes ${whole(capacity)}${breakeven === undefined ? "" : `; breakeven at about ${whole(breakeven)}`}`
  return (
    <figure className={brief ? "fan fan-brief" : "fan"}>
      <div className="fan-track" role="img" aria-label={summary}>
        <span className="fan-room" style={{ width: at(capacity) }} />
        <span className="fan-band" style={{ left: at(p10), width: at(p90 - p10) }} />
        <span className="fan-median" style={{ left: at(p50) }} />
        <span className="fan-capacity" style={{ left: at(capacity) }} />
        {breakeven === undefined ? null : <span className="fan-breakeven" style={{ left: at(breakeven) }} />}
      </div>
      {brief ? null : (
        <ul className="legend" aria-hidden="true">
          <li>
            <span className="key key-band" /> P10–P90 {whole(p10)}–{whole(p90)}
          </li>
          <li>
            <span className="key key-median" /> Median {whole(p50)}
          </li>
          <li>
            <span className="key key-capacity" /> Room {whole(capacity)}
          </li>
          {breakeven === undefined
            ? null
            : (
              <li>
                <span className="key key-breakeven" /> Breakeven ≈ {compact(breakeven)}
              </li>
            )}
        </ul>
      )}
    </figure>
  )
}
