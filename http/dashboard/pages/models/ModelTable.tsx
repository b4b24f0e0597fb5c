import { useState } from "react"
import type { ModelView } from "../../../../rpc/contract/ModelRpcs.ts"
import { useEndShadow, usePromote, useShadow } from "../../client/models.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { Failure } from "../../parts/Failure.tsx"
import { instant, percent, whole, words } from "../../parts/format.ts"

const triedShare = 0.1

const badges = { champion: "badge-good", shadow: "badge-accent", candidate: "badge-outline", retired: "" } as const

/** All models, what each was compared by, and what may be done with it. */
export const ModelTable = (
  { champion, models }: { readonly models: ReadonlyArray<ModelView>; readonly champion: string }
) => {
  const [chosen, choose] = useState<ModelView>()
  const promote = usePromote()
  const shadow = useShadow()
  const endShadow = useEndShadow()
  const failed = shadow.error ?? endShadow.error
  return (
    <section className="stack" aria-labelledby="models">
      <h2 id="models">Models</h2>
      {failed === null ? null : <Failure what="The shadow was not changed" error={failed} />}
      <div className="table-wrap">
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Role</th>
              <th scope="col">Trained</th>
              <th scope="col">Against the champion of its time</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <tr key={model.version} data-testid="model-row">
                <th scope="row" className="mono">{model.version}</th>
                <td data-label="Role">
                  <span className={`badge ${badges[model.role]}`}>{words(model.role)}</span>
                  {model.role === "shadow"
                    ? <span className="small muted">{percent(model.share)} of artists</span>
                    : null}
                </td>
                <td data-label="Trained">
                  {instant(model.trainedAt)}
                  <div className="small muted">{whole(model.shows)} shows: {model.sources.join(", ")}</div>
                </td>
                <td data-label="Compared">{comparisonOf(model)}</td>
                <td>
                  <div className="row">
                    {model.role === "candidate" ?
                      (
                        <button
                          type="button"
                          className="button button-small"
                          disabled={shadow.isPending}
                          onClick={() => shadow.mutate({ version: model.version, share: triedShare })}
                        >
                          Try on {percent(triedShare)}
                        </button>
                      ) :
                      null}
                    {model.role === "shadow" ?
                      (
                        <button
                          type="button"
                          className="button button-small"
                          disabled={endShadow.isPending}
                          onClick={() => endShadow.mutate(undefined)}
                        >
                          End the trial
                        </button>
                      ) :
                      null}
                    {model.version === champion ? null : (
                      <button
                        type="button"
                        className="button button-small"
                        data-testid="promote-button"
                        onClick={() => choose(model)}
                      >
                        {model.role === "retired" ? "Bring back" : "Promote"}
                      </button>
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen === undefined ? null : (
        <Dialog
          title={`Let ${chosen.version} answer?`}
          confirm={chosen.role === "retired" ? "Bring back" : "Promote"}
          stay="Keep the champion"
          working={promote.isPending}
          onClose={() => {
            promote.reset()
            choose(undefined)
          }}
          onConfirm={() => promote.mutate(chosen.version, { onSuccess: () => choose(undefined) })}
        >
          <p>Every forecast from now on comes from it. The present champion stays here and can be brought back.</p>
          {chosen.mayTakeOver || chosen.role === "retired" ?
            null :
            <p className="muted">It was not seen to be better than the champion, so this will be refused.</p>}
          {promote.error === null ? null : <Failure what="The champion stays" error={promote.error} />}
        </Dialog>
      )}
    </section>
  )
}

const comparisonOf = ({ comparison, origin }: ModelView) =>
  comparison === null
    ? <span className="muted">{origin === "shipped" ? "came with the program" : "not compared"}</span>
    : (
      <>
        {percent(comparison.candidateMape, 1)} against {percent(comparison.championMape, 1)}
        <div className="small muted">
          on the same {whole(comparison.shows)} shows; ahead in {percent(comparison.sure)} of redraws
        </div>
      </>
    )
