import { Link } from "react-router"
import type { BookingSummary } from "../../../../rpc/contract/BookingRpcs.ts"
import { cents, compactMoney, day, whole } from "../../parts/format.ts"
import { StageBadge } from "../../parts/StageBadge.tsx"
import { Table } from "../../parts/Table.tsx"

export const BookingTable = ({ bookings }: { readonly bookings: ReadonlyArray<BookingSummary> }) => (
  <Table
    rows={bookings}
    keyOf={({ id }) => id}
    rowTestId="booking-row"
    columns={[
      {
        head: "Show",
        render: ({ artistName, id, venueName }) => (
          <>
            <Link to={`/bookings/${id}`}>{artistName}</Link>
            <div className="small muted">{venueName}</div>
          </>
        )
      },
      { head: "Date", kind: "nowrap", render: ({ date }) => day(date) },
      { head: "Stands at", render: ({ state }) => <StageBadge stage={state} /> },
      { head: "Places", kind: "num", render: ({ capacity }) => whole(capacity) },
      {
        head: "Gross potential",
        kind: "num",
        render: ({ grossPotentialCents }) => (
          <span title={cents(grossPotentialCents)}>{compactMoney(grossPotentialCents / 100)}</span>
        )
      }
    ]}
  />
)
