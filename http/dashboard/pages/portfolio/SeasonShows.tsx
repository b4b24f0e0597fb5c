import { Option, Schema } from "effect"
import { Link } from "react-router"
import { BookingId } from "../../../../entities/domain/Ids.ts"
import type { Season, SeasonComponent } from "../../../../entities/domain/Season.ts"
import { cents, day, percent, words } from "../../parts/format.ts"
import { Table } from "../../parts/Table.tsx"

const bookingId = Schema.decodeUnknownOption(BookingId)

interface Props {
  readonly season: Season
  readonly before: Season | null
  readonly without: ReadonlyArray<BookingId>
  readonly onWithout: (without: ReadonlyArray<BookingId>) => void
}

/** What each show adds, whether the season leans too much on one side, and what it would be without a show. */
export const SeasonShows = ({ before, onWithout, season, without }: Props) => {
  const taken = (before?.components ?? []).filter(({ id }) => without.some((each) => each === id))
  return (
    <>
      <Table
        rows={[...season.components, ...taken]}
        keyOf={({ id }) => id}
        rowTestId="season-show"
        caption="Heaviest in the season's worst twentieth first. Leaving one out changes nothing that is booked."
        columns={[
          { head: "Show", render: (show) => <Named show={show} /> },
          { head: "Date", kind: "nowrap", render: ({ date }) => day(date) },
          { head: "Expected", kind: "num", render: ({ expectedCents }) => cents(expectedCents) },
          { head: "P(loss)", kind: "num", render: ({ lossProbability }) => percent(lossProbability) },
          { head: "Tail loss", kind: "num", render: ({ tailLossCents }) => cents(tailLossCents) },
          {
            head: "What if",
            kind: "actions",
            render: ({ artistName, id }) => {
              const isOut = without.some((each) => each === id)
              return (
                <button
                  type="button"
                  className="button button-small"
                  aria-label={isOut ? `Count ${artistName} again` : `Leave ${artistName} out`}
                  onClick={() =>
                    onWithout(
                      isOut
                        ? without.filter((each) => each !== id)
                        : [...without, ...Option.toArray(bookingId(id))]
                    )}
                >
                  {isOut ? "Count it again" : "Leave it out"}
                </button>
              )
            }
          }
        ]}
      />
      {season.concentration.length === 0 ?
        <p className="muted">No concentration: even the worst twentieth earns.</p> :
        (
          <Table
            rows={season.concentration}
            keyOf={({ by, name }) => `${by} ${name}`}
            caption="How much of the season's worst twentieth hangs on one name"
            columns={[
              { head: "By", render: ({ by }) => words(by) },
              { head: "Name", render: ({ name }) => name },
              { head: "Share", kind: "num", render: ({ share }) => percent(share) },
              { head: "Limit", kind: "num", render: ({ limit }) => percent(limit) },
              {
                head: "Stands",
                render: ({ exceeded }) =>
                  exceeded
                    ? <span className="badge badge-bad">Over the limit</span>
                    : <span className="badge badge-good">Within</span>
              }
            ]}
          />
        )}
    </>
  )
}

const Named = ({ show: { artistName, id, venueName } }: { readonly show: SeasonComponent }) => (
  <>
    <Link to={`/bookings/${id}`}>{artistName}</Link>
    <div className="small muted">{venueName}</div>
  </>
)
