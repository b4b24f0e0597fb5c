import { Option, Schema } from "effect"
import { Link, useSearchParams } from "react-router"
import { BookingStatus } from "../../../../entities/domain/Booking.ts"
import { ShowDate } from "../../../../entities/domain/ShowDate.ts"
import { useBookings } from "../../client/bookings.ts"
import { Answer } from "../../parts/Answer.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { Segments } from "../../parts/Segments.tsx"
import { ShowMore } from "../../parts/ShowMore.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { BookingTable } from "./BookingTable.tsx"

const statuses = [
  ["", "All"],
  ["pending", "Pending"],
  ["confirmed", "Confirmed"],
  ["completed", "Settled"],
  ["cancelled", "Cancelled"]
] as const

const decodeStatus = Schema.decodeUnknownOption(BookingStatus)
const decodeDate = Schema.decodeUnknownOption(ShowDate)

export const BookingsPage = () => {
  const [params, setParams] = useSearchParams()
  const status = Option.getOrUndefined(decodeStatus(params.get("status")))
  const from = Option.getOrUndefined(decodeDate(params.get("from")))
  const to = Option.getOrUndefined(decodeDate(params.get("to")))
  const change = (name: string, value: string) =>
    setParams((before) => {
      const after = new URLSearchParams(before)
      if (value === "") after.delete(name)
      else after.set(name, value)
      return after
    }, { replace: true })
  const found = useBookings({
    ...(status === undefined ? {} : { status }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to })
  })
  return (
    <>
      <PageHead title="Bookings">Every show from the first question to the settled sheet.</PageHead>
      <div className="filters" role="group" aria-label="Filters">
        <Segments
          label="Status"
          value={status ?? ""}
          options={statuses}
          onChange={(status) => change("status", status)}
        />
        <div className="field">
          <label htmlFor="from">From</label>
          <input
            id="from"
            className="input"
            type="date"
            value={from ?? ""}
            onChange={(event) => change("from", event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="to">To</label>
          <input
            id="to"
            className="input"
            type="date"
            value={to ?? ""}
            onChange={(event) => change("to", event.target.value)}
          />
        </div>
      </div>
      <Answer
        of={found}
        what="The bookings could not be read"
        loading={<Skeleton height={64} count={5} what="Loading bookings" />}
      >
        {(pages) => {
          const bookings = pages.flatMap((page) => page.bookings)
          if (bookings.length === 0) {
            return (
              <Empty title={params.size === 0 ? "Nothing booked yet" : "No booking fits"}>
                {params.size === 0
                  ? <Link className="button button-primary" to="/">Find an act</Link>
                  : <button type="button" className="button" onClick={() => setParams({})}>Show all bookings</button>}
              </Empty>
            )
          }
          return (
            <>
              <BookingTable bookings={bookings} />
              <ShowMore pages={found} />
            </>
          )
        }}
      </Answer>
    </>
  )
}
