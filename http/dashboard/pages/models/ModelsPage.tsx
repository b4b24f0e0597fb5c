import { useState } from "react"
import { useModelReport, useRetrain } from "../../client/models.ts"
import { Answer } from "../../parts/Answer.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Failure } from "../../parts/Failure.tsx"
import { clock } from "../../parts/format.ts"
import { PageHead } from "../../parts/PageHead.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { Arms } from "./Arms.tsx"
import { Champion } from "./Champion.tsx"
import { DriftTable } from "./DriftTable.tsx"
import { Horizons } from "./Horizons.tsx"
import { ModelTable } from "./ModelTable.tsx"
import { Reliability } from "./Reliability.tsx"
import { RunTable } from "./RunTable.tsx"

/** Which model forecasts, how far it is off, whether the world has moved away from it, and what is trained. */
export const ModelsPage = () => {
  const [training, setTraining] = useState(false)
  const [asking, setAsking] = useState(false)
  const report = useModelReport(training)
  const retrain = useRetrain()
  const busy = report.data?.runs.some(({ state }) => state === "queued" || state === "running") ?? false
  if (busy !== training) setTraining(busy)
  return (
    <>
      <PageHead
        title="Models"
        actions={
          <>
            <span className="small muted">{report.data === undefined ? "" : `As of ${clock(report.data.at)}`}</span>
            <button
              type="button"
              className="button button-primary"
              data-testid="retrain-button"
              disabled={busy}
              onClick={() => setAsking(true)}
            >
              {busy ? "Training …" : "Retrain"}
            </button>
          </>
        }
      >
        What forecasts demand, how far it is off, and what might do better.
      </PageHead>
      <Answer
        of={report}
        what="The models could not be read"
        loading={<Skeleton height={120} count={4} what="Reading the models" />}
      >
        {(report) => (
          <>
            <Champion report={report} />
            <div className="split">
              <Horizons promised={report.promise.horizons} found={report.outcomes} />
              <Reliability groups={report.promise.reliability} />
            </div>
            <ModelTable models={report.models} champion={report.champion.version} />
            <Arms arms={report.arms} />
            <RunTable runs={report.runs} />
            <DriftTable drift={report.drift} />
          </>
        )}
      </Answer>
      {asking ?
        (
          <Dialog
            title="Train a new model?"
            confirm="Train"
            stay="Not now"
            working={retrain.isPending}
            onClose={() => setAsking(false)}
            onConfirm={() => retrain.mutate(undefined, { onSuccess: () => setAsking(false) })}
          >
            <p>
              It learns from the earlier four fifths of all known shows and is compared with the champion on the later
              ones. The champion goes on answering; the new model waits as a candidate.
            </p>
            {retrain.error === null ? null : <Failure what="No training was begun" error={retrain.error} />}
          </Dialog>
        ) :
        null}
    </>
  )
}
