import type { SheetPreview } from "../../../../rpc/contract/HistoryRpcs.ts"
import { cents, day, percent, whole } from "../../parts/format.ts"

const badges = { new: "badge badge-good", changed: "badge badge-warn", unchanged: "badge badge-outline" } as const
const shownFaults = 50

export const Rows = ({ preview: { counts, faults, shows } }: { readonly preview: SheetPreview }) => (
  <>
    {faults.length === 0 ? null : (
      <section className="card" aria-labelledby="faults" data-testid="history-faults">
        <h2 id="faults">Faults</h2>
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col" className="num">Line</th>
                <th scope="col">Column</th>
                <th scope="col">What is wrong</th>
              </tr>
            </thead>
            <tbody>
              {faults.slice(0, shownFaults).map(({ field, line, message }) => (
                <tr key={`${line} ${field} ${message}`}>
                  <td className="num">{line}</td>
                  <td>{field === "" ? "whole row" : <code>{field}</code>}</td>
                  <td>{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {faults.length > shownFaults
          ? (
            <p className="muted">
              The first {shownFaults} of {whole(faults.length)}
              {faults.length === 500 ? " and more" : ""}.
            </p>
          )
          : null}
      </section>
    )}
    {shows.length === 0 ? null : (
      <section className="card" aria-labelledby="rows" data-testid="history-rows">
        <div className="card-head">
          <h2 id="rows">Shows in the file</h2>
          {counts.rows - counts.faulty > shows.length
            ? <span className="muted">the first {whole(shows.length)} of {whole(counts.rows - counts.faulty)}</span>
            : null}
        </div>
        <div className="table-wrap">
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">Show</th>
                <th scope="col">Room</th>
                <th scope="col" className="num">Sold</th>
                <th scope="col" className="num">Gross</th>
                <th scope="col">Here</th>
              </tr>
            </thead>
            <tbody>
              {shows.map((show) => (
                <tr key={show.line}>
                  <th scope="row">
                    {show.act}
                    <div className="small muted">{day(show.date)}</div>
                  </th>
                  <td data-label="Room">
                    {show.venue}
                    <div className="small muted">{show.city}, {show.country}</div>
                  </td>
                  <td className="num" data-label="Sold">
                    {whole(show.sold)} of {whole(show.capacity)}
                    <div className="small muted">{percent(show.sold / show.capacity)}</div>
                  </td>
                  <td className="num" data-label="Gross">{show.grossCents === null ? "–" : cents(show.grossCents)}</td>
                  <td data-label="Here">
                    <span className={badges[show.standing]}>{show.standing}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    )}
  </>
)
