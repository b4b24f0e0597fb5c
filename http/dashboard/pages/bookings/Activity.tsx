import type { BookingId } from "../../../../entities/domain/Ids.ts"
import type { ActivityEntry } from "../../../../rpc/contract/BookingRpcs.ts"
import { useActivity } from "../../client/bookings.ts"
import { Answer } from "../../parts/Answer.tsx"
import { instant, words } from "../../parts/format.ts"
import { Icon } from "../../parts/Icon.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"

/** The booking's journal, and whether anybody has altered it. */
export const Activity = ({ bookingId }: { readonly bookingId: BookingId }) => {
  const activity = useActivity(bookingId)
  return (
    <section className="card" aria-labelledby="activity">
      <Answer
        of={activity}
        what="The history could not be read"
        loading={<Skeleton height={32} count={4} what="Loading the history" />}
      >
        {({ brokenAt, entries }) => (
          <>
            <div className="card-head">
              <h2 id="activity">History</h2>
              {brokenAt === null
                ? (
                  <span
                    className="badge badge-good"
                    data-testid="chain"
                    title="Each entry carries the hash of the one before it, so none can be changed or taken out unseen"
                  >
                    <Icon name="link" size={12} /> Unaltered, {entries.length} entries checked
                  </span>
                )
                : (
                  <span className="badge badge-bad" data-testid="chain">
                    <Icon name="warning" size={12} /> Altered at entry {brokenAt}
                  </span>
                )}
            </div>
            <ol className="timeline">
              {entries.toReversed().map((entry) => <Entry key={entry.position} entry={entry} />)}
            </ol>
          </>
        )}
      </Answer>
    </section>
  )
}

const Entry = ({ entry }: { readonly entry: ActivityEntry }) => (
  <li>
    <p className="strong">{words(entry.type.replace(/^Booking(?=[A-Z])/, ""))}</p>
    <p className="small muted">
      {entry.actor} · <time dateTime={entry.at}>{instant(entry.at)}</time> ·{" "}
      <span className="mono" title={entry.hash}>{entry.hash.slice(0, 8)}</span>
    </p>
    <details className="small">
      <summary>What it says</summary>
      <pre className="mono">{JSON.stringify(entry.payload, null, 2)}</pre>
    </details>
  </li>
)
