import { Link } from "react-router"
import type { ArtistId } from "../../../../entities/domain/Ids.ts"
import { useBookings } from "../../client/bookings.ts"
import { Answer } from "../../parts/Answer.tsx"
import { day } from "../../parts/format.ts"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { StageBadge } from "../../parts/StageBadge.tsx"

export const ArtistBookings = ({ artistId }: { readonly artistId: ArtistId }) => {
  const found = useBookings({ artistId })
  return (
    <section className="card" aria-labelledby="bookings">
      <h2 id="bookings">Your bookings</h2>
      <Answer of={found} what="The bookings could not be read" loading={<Skeleton height={40} count={2} />}>
        {(pages) => {
          const bookings = pages.flatMap((page) => page.bookings)
          return bookings.length === 0
            ? <p className="muted">None yet. A forecast is two clicks from a booking.</p>
            : (
              <ul className="stack-small">
                {bookings.slice(0, 8).map(({ date, id, state, venueName }) => (
                  <li key={id} className="row-apart">
                    <Link to={`/bookings/${id}`}>{day(date)}, {venueName}</Link>
                    <StageBadge stage={state} />
                  </li>
                ))}
              </ul>
            )
        }}
      </Answer>
    </section>
  )
}
