/** Events per second over the last half minute. */
export const RateLine = ({ rates }: { readonly rates: ReadonlyArray<number> }) => {
  const most = Math.max(1, ...rates)
  const mean = rates.slice(-5).reduce((sum, rate) => sum + rate, 0) / 5
  const line = rates.map((rate, second) => `${(second / (rates.length - 1)) * 120},${26 - (rate / most) * 24}`).join(
    " L"
  )
  return (
    <div className="row" data-testid="event-rate">
      <svg className="rate" viewBox="0 0 120 28" aria-hidden="true">
        <path d={`M${line}`} />
      </svg>
      <span className="small">{mean.toFixed(1)} events/s</span>
    </div>
  )
}
