import type { Promised } from "../../../../rpc/contract/ModelRpcs.ts"
import { percent, whole } from "../../parts/format.ts"

const size = 240
const margin = 36

/** What was said against what was sold: on the diagonal a forecast means what it says. */
export const Reliability = ({ groups }: { readonly groups: Promised["reliability"] }) => {
  const least = Math.max(
    0,
    Math.floor(10 * Math.min(1, ...groups.flatMap(({ actual, predicted }) => [actual, predicted]))) / 10
  )
  const at = (share: number) => margin + (share - least) / (1 - least) * (size - 2 * margin)
  const ticks = [least, (least + 1) / 2, 1]
  return (
    <section className="card" aria-labelledby="reliability">
      <div>
        <h2 id="reliability">Calibration</h2>
        <p className="small muted">
          Share of the room: forecast across, sold upwards. Each dot is a sixth of the shows.
        </p>
      </div>
      {groups.length === 0 ? <p className="muted">Nothing to compare with yet.</p> : (
        <svg
          viewBox={`0 0 ${size} ${size}`}
          className="reliability"
          role="img"
          aria-label={`Forecast and sold share of the room: ${
            groups.map(({ actual, predicted, rows }) =>
              `${percent(predicted)} forecast, ${percent(actual)} sold, ${whole(rows)} shows`
            ).join("; ")
          }`}
        >
          <line className="ideal" x1={at(least)} y1={size - at(least)} x2={at(1)} y2={size - at(1)} />
          {ticks.map((tick) => (
            <g key={tick}>
              <line className="grid" x1={at(tick)} x2={at(tick)} y1={size - margin} y2={margin} />
              <line className="grid" x1={margin} x2={size - margin} y1={size - at(tick)} y2={size - at(tick)} />
              <text x={at(tick)} y={size - margin + 16} textAnchor="middle">{percent(tick)}</text>
              <text x={margin - 6} y={size - at(tick) + 4} textAnchor="end">{percent(tick)}</text>
            </g>
          ))}
          {groups.map(({ actual, predicted }) => (
            <circle key={predicted} cx={at(predicted)} cy={size - at(actual)} r="5" />
          ))}
        </svg>
      )}
    </section>
  )
}
