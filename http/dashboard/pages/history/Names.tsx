import { useState } from "react"
import { ArtistId, VenueId } from "../../../../entities/domain/Ids.ts"
import type { NameMatch } from "../../../../rpc/contract/HistoryRpcs.ts"
import type { useConfirmNames } from "../../client/history.ts"
import { percent, whole } from "../../parts/format.ts"

interface Props {
  readonly acts: ReadonlyArray<NameMatch>
  readonly venues: ReadonlyArray<NameMatch>
  readonly busy: boolean
  readonly onConfirm: ReturnType<typeof useConfirmNames>["mutate"]
}

const keep = "keep"
const keyOf = ({ city, name }: NameMatch) => `${name}|${city}`
const isOpen = ({ standing }: NameMatch) => standing === "undecided"

/** Names of the file that are nearly ours: the visitor says which. The most alike is chosen until then. */
export const Names = ({ acts, busy, onConfirm, venues }: Props) => {
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const open = [...acts.filter(isOpen), ...venues.filter(isOpen)]
  if (open.length === 0) return null
  const choice = (match: NameMatch) => chosen[keyOf(match)] ?? match.candidates[0]?.id ?? keep
  const meant = (match: NameMatch) => choice(match) === keep ? null : choice(match)
  const confirm = () =>
    onConfirm({
      acts: acts.filter(isOpen).map((match) => {
        const id = meant(match)
        return { name: match.name, id: id === null ? null : ArtistId.make(id) }
      }),
      venues: venues.filter(isOpen).map((match) => {
        const id = meant(match)
        return { name: match.name, city: match.city, id: id === null ? null : VenueId.make(id) }
      })
    })
  return (
    <section className="card" aria-labelledby="names" data-testid="history-names">
      <div className="card-head">
        <h2 id="names">Whom do these names mean?</h2>
        <button
          type="button"
          className="button button-primary"
          data-testid="history-confirm-names"
          disabled={busy}
          onClick={confirm}
        >
          {busy ? "Keeping…" : `Confirm ${whole(open.length)} name${open.length === 1 ? "" : "s"}`}
        </button>
      </div>
      <p className="muted">They are nearly like names we know. What you say here holds for later files too.</p>
      <div className="table-wrap">
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">In the file</th>
              <th scope="col" className="num">Rows</th>
              <th scope="col">Means</th>
            </tr>
          </thead>
          <tbody>
            {open.map((match) => (
              <tr key={keyOf(match)}>
                <th scope="row">
                  {match.name}
                  {match.city === "" ? null : <div className="small muted">{match.city}</div>}
                </th>
                <td className="num" data-label="Rows">{whole(match.rows)}</td>
                <td className="full" data-label="Means">
                  <select
                    className="input"
                    aria-label={`Whom ${match.name} means`}
                    value={choice(match)}
                    onChange={(event) => setChosen({ ...chosen, [keyOf(match)]: event.target.value })}
                  >
                    {match.candidates.map(({ id, name, similarity }) => (
                      <option key={id} value={id}>{name} ({percent(similarity)} alike)</option>
                    ))}
                    <option value={keep}>Somebody else: keep the name</option>
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
