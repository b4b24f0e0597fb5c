import { reckonShow } from "../../../../entities/domain/deal/Reckoning.ts"
import type { Show } from "../../../../entities/domain/deal/Show.ts"
import { useReckoning } from "../../client/deals.ts"
import { useDebounced } from "../../client/useDebounced.ts"
import { Explained } from "../../parts/Explained.tsx"
import { cents, whole } from "../../parts/format.ts"
import { Notice } from "../../parts/Notice.tsx"
import { SheetChart } from "../bookings/SheetChart.tsx"
import { ResultChart } from "./ResultChart.tsx"

/** What the deal is worth, reckoned here at once by the engine that the server has too, and held against its answer. */
export const Results = ({ show }: { readonly show: Show }) => {
  const reckoning = reckonShow(show, { order: "proportional" })
  const settledShow = useDebounced(show, 400)
  const server = useReckoning(settledShow)
  const { breakeven, potential, sellable } = reckoning
  const differs = settledShow === show && server.data !== undefined &&
    server.data.potential.lines.promoterResult !== potential.lines.promoterResult
  return (
    <section className="card" aria-labelledby="result" data-testid="deal-result">
      <h2 id="result">If it sells out</h2>
      <div role="status">
        <p className="small muted">Promoter's result</p>
        <p className="decision-number" data-testid="promoter-result">{cents(potential.lines.promoterResult)}</p>
      </div>
      {differs
        ? (
          <Notice tone="warn" alert>
            <p>The server reckons {cents(server.data.potential.lines.promoterResult)}: reload the page.</p>
          </Notice>
        )
        : null}
      <dl className="figures">
        {reckoning.walkouts.map(({ cents: amount, talent }) => (
          <div key={talent}>
            <dt>
              <Explained className="" text="What the artist is paid when every ticket is sold">
                Walkout, {talent}
              </Explained>
            </dt>
            <dd data-testid="walkout-amount">{cents(amount)}</dd>
          </div>
        ))}
        {potential.lines.talents.map(({ name, splitPoint }) => (
          <div key={name}>
            <dt>
              <Explained
                className=""
                text="Expenses, a guarantee that is always paid, and the promoter's profit: what comes in above it can be split"
              >
                Split point, {name}
              </Explained>
            </dt>
            <dd>{cents(splitPoint)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <Explained className="" text="Gross less fees and tax: what costs and deals are reckoned on">
              Net gross
            </Explained>
          </dt>
          <dd>{cents(potential.lines.netGross)}</dd>
        </div>
        <div>
          <dt>
            <Explained
              className=""
              text="The fewest tickets that leave you without a loss, through percentages and bonuses"
            >
              Breakeven
            </Explained>
          </dt>
          <dd data-testid="breakeven">
            {breakeven.real === null ? "none" : whole(breakeven.real)}
            <span className="note">of {whole(sellable)} tickets</span>
          </dd>
        </div>
        {breakeven.external.map(({ at, talent }) => (
          <div key={talent}>
            <dt>
              <Explained className="" text="By the trade's formula, as the artist's side is shown it">
                Breakeven shown to {talent}
              </Explained>
            </dt>
            <dd>{at === null ? "none" : whole(at.tickets)}</dd>
          </div>
        ))}
      </dl>
      <ResultChart show={show} breakeven={breakeven.real} />
      <details>
        <summary>From gross to promoter</summary>
        <SheetChart lines={potential.sheet} />
      </details>
    </section>
  )
}
