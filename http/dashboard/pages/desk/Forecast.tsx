import { lazy, Suspense, useState } from "react"
import type { PredictionResponse } from "../../../../entities/domain/Forecast.ts"
import { Notice } from "../../parts/Notice.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { Decision } from "./Decision.tsx"
import { RiskFactors } from "./RiskFactors.tsx"
import { SimilarEvents } from "./SimilarEvents.tsx"

const PriceCurve = lazy(async () => ({ default: (await import("./PriceCurve.tsx")).PriceCurve }))

interface Props {
  readonly prediction: PredictionResponse
  readonly price: number
  readonly capacity: number
  readonly isWorking: boolean
  readonly onPrice: (price: number) => void
}

/** The decision first, then why, then what it was made from. */
export const Forecast = (props: Props) => {
  const { capacity, onPrice, prediction, price } = props
  const { modelMetadata: model, warnings } = prediction
  const [curve, setCurve] = useState(false)
  return (
    <>
      <Decision {...props} />
      {warnings.length === 0 ? null : (
        <Notice tone="warn">
          <p className="strong">Read this forecast with care</p>
          <ul className="stack-small small">
            {warnings.map((warning) => <li key={warning}>{warning}</li>)}
          </ul>
        </Notice>
      )}
      <div className="split">
        <div className="stack-large">
          <RiskFactors factors={prediction.risk.factors} />
          <section className="card" aria-labelledby="prices">
            <div className="card-head">
              <h2 id="prices">Other prices</h2>
              <button
                type="button"
                className="button button-small"
                aria-expanded={curve}
                onClick={() => setCurve((shown) => !shown)}
              >
                {curve ? "Hide" : "Compare prices"}
              </button>
            </div>
            {curve
              ? (
                <Suspense fallback={<Skeleton height={240} what="Loading the chart" />}>
                  <PriceCurve prediction={prediction} price={price} capacity={capacity} onPrice={onPrice} />
                </Suspense>
              )
              : <p className="muted small">What demand and ticket income become from half to twice this price.</p>}
          </section>
        </div>
        <SimilarEvents events={prediction.similarEvents} />
      </div>
      <p className="small muted">
        Model {model.version}, trained {model.trainedAt.slice(0, 10)}, {model.features.length} inputs.
      </p>
    </>
  )
}
