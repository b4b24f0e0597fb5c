import { useState } from "react"
import { Link } from "react-router"
import type { Operations } from "../../../../rpc/contract/OperationsRpcs.ts"
import { useOperations } from "../../client/operations.ts"
import { Answer } from "../../parts/Answer.tsx"
import { bytes, clock, compact, whole } from "../../parts/format.ts"
import { Icon } from "../../parts/Icon.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { Cluster } from "./Cluster.tsx"
import { Components } from "./Components.tsx"
import { Locate } from "./Locate.tsx"
import { Scrapes } from "./Scrapes.tsx"
import { ShardLanes } from "./ShardLanes.tsx"
import { Timers } from "./Timers.tsx"

/** How the machine is doing, looked at every five seconds. */
export const OperationsPage = () => {
  const [paused, setPaused] = useState(false)
  const operations = useOperations(paused)
  return (
    <>
      <PageHead
        title="Operations"
        actions={
          <>
            <span className="small muted">
              {operations.data === undefined ? "" : `As of ${clock(operations.data.at)}`}
            </span>
            <Link className="button" to="/operations/models">Models</Link>
            <button type="button" className="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
              <Icon name={paused ? "play" : "pause"} /> {paused ? "Go on" : "Pause"}
            </button>
          </>
        }
      >
        Which runner owns which shard, what is late, and what is not well.
      </PageHead>
      <Answer
        of={operations}
        what="The state of the system could not be read"
        loading={<Skeleton height={120} count={4} what="Reading the state of the system" />}
      >
        {(operations) => (
          <>
            <Components components={operations.components} />
            <Vitals operations={operations} />
            <ShardLanes groups={operations.shards} />
            <Cluster paused={paused} />
            <div className="split">
              <Timers timers={operations.timers} />
              <Locate />
            </div>
            <Scrapes scrapes={operations.scrapes} />
          </>
        )}
      </Answer>
    </>
  )
}

const Vitals = (
  { operations: { entities, eventLoopDelayMillis, journal, memory } }: { readonly operations: Operations }
) => (
  <dl className="tiles">
    {entities.map(({ active, registered, type }) => (
      <div key={type} className="tile" data-testid="entity-count">
        <dt>{type} entities</dt>
        <dd>
          {whole(active)}
          <div className="note">awake of {whole(registered)} known</div>
        </dd>
      </div>
    ))}
    <div className="tile">
      <dt>Journal</dt>
      <dd>
        {compact(journal.events)}
        <div className="note">events in {whole(journal.streams)} streams, feed at {journal.feedCursor}</div>
      </dd>
    </div>
    <div className="tile">
      <dt>Memory</dt>
      <dd>
        {bytes(memory.residentBytes)}
        <div className="note">{bytes(memory.heapBytes)} of it heap</div>
      </dd>
    </div>
    <div className="tile">
      <dt>Event loop delay</dt>
      <dd>
        {eventLoopDelayMillis.toFixed(1)} ms
        <div className="note">{eventLoopDelayMillis > 100 ? "busy: answers are late" : "answers are prompt"}</div>
      </dd>
    </div>
  </dl>
)
