import type { PredictionResponse } from "../../../../entities/domain/Forecast.ts"
import { DemandFan } from "../../parts/DemandFan.tsx"
import { compactMoney, money, percent, whole } from "../../parts/format.ts"
import { SourceBadge } from "../../parts/SourceBadge.tsx"

interface Props {
  readonly prediction: PredictionResponse
  readonly price: number
  readonly capacity: number
  readonly isWorking: boolean
  readonly onPrice: (price: number) => void
}

/** The number one decides on: how many would come, out of how many, and what is lost if they do not. */
export const Decision = ({ capacity, isWorking, onPrice, prediction, price }: Props) => {
  const { attendance, demand, pricing, risk } = prediction
  const breakeven = price > 0 ? Math.ceil(attendance.p50 * pricing.breakeven / price) : undefined
  return (
    <section className="card" aria-labelledby="decision" data-testid="forecast">
      <div className="card-head">
        <h2 id="decision">Forecast</h2>
        <div className="row">
          {isWorking
            ? (
              <span className="badge badge-accent">
                <span className="spinner" /> Recomputing
              </span>
            )
            : null}
          <SourceBadge source={prediction.figuresSource} />
        </div>
      </div>
      <div className="decision">
        <div role="status">
          <p className="small muted">Demand at {money(price)}</p>
          <p className="decision-number" data-testid="demand">{whole(demand.estimated)}</p>
          <p className="small muted">
            tickets, {whole(demand.range.min)}–{whole(demand.range.max)} in four of five cases
          </p>
        </div>
        <dl className="figures">
          <div>
            <dt>Ticket income</dt>
            <dd>
              {compactMoney(attendance.p50 * price)}
              <span className="note">
                {compactMoney(attendance.p10 * price)}–{compactMoney(attendance.p90 * price)}
              </span>
            </dd>
          </div>
          <div>
            <dt>P(loss)</dt>
            <dd data-testid="p-loss">
              {percent(risk.score)}
              <span className="note">standard flat deal</span>
            </dd>
          </div>
          <div>
            <dt>Confidence</dt>
            <dd>
              {percent(demand.confidence)}
              <span className="meter" aria-hidden="true">
                <span style={{ width: percent(demand.confidence) }} />
              </span>
            </dd>
          </div>
        </dl>
      </div>
      <DemandFan
        p10={demand.range.min}
        p50={demand.estimated}
        p90={demand.range.max}
        capacity={capacity}
        {...(breakeven === undefined || !Number.isFinite(breakeven) ? {} : { breakeven })}
      />
      <dl className="figures">
        <div>
          <dt>Expected in the room</dt>
          <dd>
            {whole(attendance.p50)}
            <span className="note">
              {capacity > 0 ? `${percent(attendance.p50 / capacity)} of ${whole(capacity)}` : ""}
            </span>
          </dd>
        </div>
        <div>
          <dt>Recommended price</dt>
          <dd>
            {money(pricing.recommended)}
            {Math.abs(pricing.recommended - price) < 0.005
              ? <span className="note">as asked</span>
              : (
                <span className="note">
                  <button type="button" className="link" onClick={() => onPrice(pricing.recommended)}>Use it</button>
                </span>
              )}
          </dd>
        </div>
        <div>
          <dt>Best without limits</dt>
          <dd>
            {money(pricing.optimal)}
            <span className="note">highest income in theory</span>
          </dd>
        </div>
        <div>
          <dt>Breakeven price</dt>
          <dd>
            {money(pricing.breakeven)}
            <span className="note">
              at the expected attendance
            </span>
          </dd>
        </div>
      </dl>
    </section>
  )
}
