import { type FormEvent, useState } from "react"
import { useLocate, useRestartEntity, type Whereabouts } from "../../client/operations.ts"
import { Failure } from "../../parts/Failure.tsx"

const types = ["Artist", "Venue", "Booking"] as const

/** Where an entity lives. */
export const Locate = () => {
  const [entityType, setType] = useState<Whereabouts["entityType"]>("Artist")
  const [entityId, setId] = useState("")
  const locate = useLocate()
  const restart = useRestartEntity()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (entityId.trim() !== "") locate.mutate({ entityType, entityId: entityId.trim() })
  }
  return (
    <section className="card" aria-labelledby="locate">
      <h2 id="locate">Find an entity</h2>
      <form className="stack" onSubmit={submit}>
        <div className="filters">
          <div className="field">
            <label htmlFor="entity-type">Kind</label>
            <select
              id="entity-type"
              className="input"
              value={entityType}
              onChange={(event) => setType(types.find((type) => type === event.target.value) ?? "Artist")}
            >
              {types.map((type) => <option key={type}>{type}</option>)}
            </select>
          </div>
          <div className="field">
            <label htmlFor="entity-id">Id</label>
            <input
              id="entity-id"
              className="input"
              placeholder="rising-star"
              required
              value={entityId}
              onChange={(event) => setId(event.target.value)}
            />
          </div>
          <button type="submit" className="button" disabled={locate.isPending}>Find</button>
        </div>
      </form>
      <div role="status">
        {locate.data === undefined ? null : (
          <dl className="facts">
            <dt>Shard</dt>
            <dd>{locate.data.shard}</dd>
            <dt>Runner</dt>
            <dd>{locate.data.runner ?? "none at the moment"}</dd>
          </dl>
        )}
        {locate.data === undefined ? null : (
          <button
            type="button"
            className="button"
            disabled={restart.isPending}
            onClick={() => locate.variables === undefined ? undefined : restart.mutate(locate.variables)}
          >
            {restart.isSuccess ? "It is loaded anew" : "Stop it and load it anew"}
          </button>
        )}
      </div>
      {restart.error === null ? null : <Failure what="It was not stopped" error={restart.error} />}
      {locate.error === null ? null : <Failure what="It was not found" error={locate.error} />}
    </section>
  )
}
