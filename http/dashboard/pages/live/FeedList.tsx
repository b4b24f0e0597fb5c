import { Link } from "react-router"
import { clock } from "../../parts/format.ts"
import type { Row } from "./rows.ts"

const tones = {
  Figure: "badge",
  Forecast: "badge badge-accent",
  Booking: "badge badge-good",
  Hold: "badge badge-warn"
} as const

/** Newest first. It is no live region: nobody could listen to it; the page says how it is doing instead. */
export const FeedList = ({ rows }: { readonly rows: ReadonlyArray<Row> }) => (
  <ol className="card feed" data-testid="live-feed">
    {rows.map(({ at, detail, key, kind, text, to }) => (
      <li key={key} data-testid="feed-event">
        <time className="small muted" dateTime={new Date(at).toISOString()}>{clock(at)}</time>
        <span>
          <span className={tones[kind]}>{kind}</span>
        </span>
        <Link className="what" to={to}>{text}</Link>
        <span className="delta small">{detail}</span>
      </li>
    ))}
  </ol>
)
