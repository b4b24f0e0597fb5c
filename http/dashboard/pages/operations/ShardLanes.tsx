import type { Operations } from "../../../../rpc/contract/OperationsRpcs.ts"
import { Empty } from "../../parts/Empty.tsx"
import { whole } from "../../parts/format.ts"

/** A lane for each runner and group; a mark for each shard that it owns. */
export const ShardLanes = ({ groups }: { readonly groups: Operations["shards"] }) => (
  <section className="card" aria-labelledby="shards">
    <div>
      <h2 id="shards">Shards</h2>
      <p className="small muted">Every artist, venue and booking lives on one shard, and each shard on one runner.</p>
    </div>
    {groups.length === 0 ?
      <Empty title="No runner has a shard yet" /> :
      groups.map(({ group, runner, shards, total }) => (
        <div key={`${runner} ${group}`} className="shard-lane" data-testid="shard-lane">
          <div className="row-apart small">
            <span>
              <span className="strong">{runner}</span> <span className="muted">{group}</span>
            </span>
            <span>{whole(shards.length)} of {whole(total)}</span>
          </div>
          <svg
            viewBox={`0 0 ${Math.max(1, total)} 10`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`${runner} owns ${shards.length} of ${total} shards of ${group}`}
          >
            {runsOf(shards).map(([from, to]) => (
              <rect
                key={from}
                x={from - 1}
                y="0"
                width={to - from + 1}
                height="10"
              />
            ))}
          </svg>
        </div>
      ))}
  </section>
)

/** Neighbours drawn as one: shards are numbered from 1. */
const runsOf = (shards: ReadonlyArray<number>): ReadonlyArray<readonly [from: number, to: number]> => {
  const runs: Array<[number, number]> = []
  for (const shard of shards.toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] === shard - 1) last[1] = shard
    else runs.push([shard, shard])
  }
  return runs
}
