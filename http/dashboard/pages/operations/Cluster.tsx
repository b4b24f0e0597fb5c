import type { ClusterEvent, ClusterView, RunnerView } from "../../../../rpc/contract/ClusterRpcs.ts"
import { useCluster, useDrainRunner, useReplayDeadLetter } from "../../client/operations.ts"
import { Failure } from "../../parts/Failure.tsx"
import { bytes, clock, instant, whole } from "../../parts/format.ts"

/** The runners of the cluster, what moved between them, and work that was put aside; looked at every two seconds. */
export const Cluster = ({ paused }: { readonly paused: boolean }) => {
  const { data, error } = useCluster(paused)
  if (error !== null) return <Failure what="The state of the cluster could not be read" error={error} />
  if (data === undefined) return null
  return (
    <>
      {data.runners.length === 0 ? null : <Runners runners={data.runners} />}
      <div className="split">
        {data.runners.length === 0 ? null : <Events events={data.events} />}
        <DeadLetters letters={data.deadLetters} />
      </div>
    </>
  )
}

const Runners = ({ runners }: { readonly runners: ReadonlyArray<RunnerView> }) => {
  const drain = useDrainRunner()
  return (
    <section className="card" aria-labelledby="runners">
      <h2 id="runners">Runners</h2>
      <div className="table-wrap">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Runner</th>
              <th scope="col" className="num">Shards</th>
              <th scope="col" className="num">Awake</th>
              <th scope="col" className="num">Waiting</th>
              <th scope="col" className="num">Oldest</th>
              <th scope="col" className="num">Memory</th>
              <th scope="col" className="num">Loop delay</th>
              <th scope="col">Busiest</th>
              <th scope="col">
                <span className="visually-hidden">Drain</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {runners.map(({ groups, joinedAt, leaving, runner, shards, status }) => (
              <tr key={runner} data-testid="runner">
                <th scope="row">
                  {runner} <span className="muted">{groups.join(", ")}</span>
                  <div className="small muted">since {instant(joinedAt)}</div>
                </th>
                <td className="num">{whole(shards)}</td>
                <td className="num">
                  {status === null ? "–" : whole(status.entities.reduce((sum, { active }) =>
                    sum + active, 0))}
                </td>
                <td className="num">{status === null ? "–" : whole(status.waiting)}</td>
                <td className="num">{status === null ? "–" : `${whole(status.oldestMillis)} ms`}</td>
                <td className="num">{status === null ? "–" : bytes(status.residentBytes)}</td>
                <td className="num">{status === null ? "–" : `${status.eventLoopDelayMillis.toFixed(1)} ms`}</td>
                <td className="small">
                  {status?.hot.slice(0, 3).map(({ stream }) =>
                    stream
                  ).join(", ")}
                </td>
                <td>
                  {leaving
                    ? <span className="badge badge-warn">leaving</span>
                    : (
                      <button
                        type="button"
                        className="button"
                        disabled={drain.isPending}
                        aria-label={`Drain ${runner}`}
                        onClick={() => drain.mutate(runner)}
                      >
                        Drain
                      </button>
                    )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {drain.error === null ? null : <Failure what="The runner is not drained" error={drain.error} />}
    </section>
  )
}

const said: Readonly<Record<ClusterEvent["kind"], string>> = {
  joined: "joined",
  left: "left",
  died: "was gone",
  moved: "took over"
}

const Events = ({ events }: { readonly events: ClusterView["events"] }) => (
  <section className="card" aria-labelledby="moves">
    <h2 id="moves">What moved</h2>
    {events.length === 0 ?
      <p className="muted">Nothing has moved yet.</p> :
      (
        <ul className="stack small" aria-live="polite">
          {events.slice(0, 12).map(({ at, id, kind, runner, shards }) => (
            <li key={id}>
              <span className="muted">{clock(at)}</span> {runner} {said[kind]}
              {shards === null ? null : ` ${whole(shards)} shards`}
            </li>
          ))}
        </ul>
      )}
  </section>
)

const DeadLetters = ({ letters }: { readonly letters: ClusterView["deadLetters"] }) => {
  const replay = useReplayDeadLetter()
  return (
    <section className="card" aria-labelledby="put-aside">
      <h2 id="put-aside">Put aside</h2>
      {letters.length === 0 ?
        <p className="muted">Nothing failed so often that it was put aside.</p> :
        (
          <ul className="stack">
            {letters.map(({ attempts, detail, id, kind, since }) => (
              <li key={`${kind} ${id}`} className="row-apart" data-testid="dead-letter">
                <span>
                  <span className="strong">{id}</span>
                  <div className="small muted">
                    {kind}, {detail}, {whole(attempts)} times since {instant(since)}
                  </div>
                </span>
                <button
                  type="button"
                  className="button"
                  disabled={replay.isPending}
                  aria-label={`Try ${id} again`}
                  onClick={() =>
                    replay.mutate({ kind, id })}
                >
                  Try again
                </button>
              </li>
            ))}
          </ul>
        )}
      {replay.error === null ? null : <Failure what="It was not tried again" error={replay.error} />}
    </section>
  )
}
