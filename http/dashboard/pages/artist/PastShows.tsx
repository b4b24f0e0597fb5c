import type { PastShow } from "../../../../rpc/contract/ArtistRpcs.ts"
import { cents, day, percent, whole } from "../../parts/format.ts"

/** What the act has drawn, newest first. */
export const PastShows = ({ shows }: { readonly shows: ReadonlyArray<PastShow> }) => (
  <section className="stack" aria-labelledby="shows">
    <h2 id="shows">Past shows</h2>
    {shows.length === 0 ? <p className="muted">No past show of this act is known.</p> : (
      <div className="table-wrap">
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">Date</th>
              <th scope="col">Venue</th>
              <th scope="col" className="num">Sold</th>
              <th scope="col">Share of the room</th>
              <th scope="col" className="num">Gross</th>
            </tr>
          </thead>
          <tbody>
            {shows.toSorted((a, b) => b.date.localeCompare(a.date)).map((show) => {
              const share = show.capacity > 0 ? show.sold / show.capacity : 0
              return (
                <tr key={show.id}>
                  <th scope="row" className="nowrap">{day(show.date)}</th>
                  <td className="full">
                    {show.venue}, <span className="muted">{show.city}</span>
                  </td>
                  <td className="num" data-label="Sold">{whole(show.sold)} / {whole(show.capacity)}</td>
                  <td data-label="Share of the room">
                    <span className="share">
                      <span className="meter" aria-hidden="true">
                        <span style={{ width: percent(Math.min(1, share)) }} />
                      </span>
                      {percent(share)}
                    </span>
                  </td>
                  <td className="num" data-label="Gross">
                    {show.grossCents === null ? <span className="muted">not reported</span> : cents(show.grossCents)}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    )}
  </section>
)
