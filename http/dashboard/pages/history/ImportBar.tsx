import { useState } from "react"
import type { SheetPreview } from "../../../../rpc/contract/HistoryRpcs.ts"
import type { useImportShows } from "../../client/history.ts"
import { Failure } from "../../parts/Failure.tsx"
import { whole } from "../../parts/format.ts"
import { Notice } from "../../parts/Notice.tsx"
import type { ChosenFile } from "./ChooseFile.tsx"

interface Props {
  readonly file: ChosenFile
  readonly preview: SheetPreview
  readonly importing: ReturnType<typeof useImportShows>
  readonly busy: boolean
}

/** What the import would do, and the button that does it. */
export const ImportBar = ({ busy, file, importing, preview }: Props) => {
  const [leaveOut, setLeaveOut] = useState(false)
  const { counts } = preview
  const undecided = [...preview.acts, ...preview.venues].filter(({ standing }) => standing === "undecided").length
  const good = counts.added + counts.changed + counts.unchanged
  const waits = undecided > 0
    ? `Say below whom ${whole(undecided)} name${undecided === 1 ? "" : "s"} mean.`
    : counts.faulty > 0 && !leaveOut
    ? `Mend the ${whole(counts.faulty)} faulty row${counts.faulty === 1 ? "" : "s"}, or leave them out.`
    : good === 0
    ? "There is no row to import."
    : undefined
  return (
    <section className="card" aria-labelledby="would-do">
      <h2 id="would-do">What importing would do</h2>
      <dl className="tiles">
        <Tile name="New shows" count={counts.added} />
        <Tile name="Changed" count={counts.changed} />
        <Tile name="Known already" count={counts.unchanged} />
        <Tile name="Faulty rows" count={counts.faulty} />
      </dl>
      {counts.faulty === 0 ? null : (
        <label className="row">
          <input type="checkbox" checked={leaveOut} onChange={(event) => setLeaveOut(event.target.checked)} />
          Leave the faulty rows out
        </label>
      )}
      <div className="row">
        <button
          type="button"
          className="button button-primary"
          data-testid="history-import"
          disabled={waits !== undefined || busy || importing.isPending || importing.data !== undefined}
          onClick={() => importing.mutate({ csv: file.csv, faultyRows: leaveOut ? "leaveOut" : "refuse" })}
        >
          {importing.isPending ? "Importing…" : `Import ${whole(good)} show${good === 1 ? "" : "s"}`}
        </button>
        {waits === undefined || importing.data !== undefined ? null : <span className="muted">{waits}</span>}
      </div>
      {importing.error === null ? null : <Failure what={`${file.name} was not imported`} error={importing.error} />}
      {importing.data === undefined ? null : (
        <Notice tone="good" alert testId="history-imported">
          <p className="strong">Imported {file.name}</p>
          <p>
            {whole(importing.data.counts.added)} new, {whole(importing.data.counts.changed)} changed,{" "}
            {whole(importing.data.counts.unchanged)} as they were. Forecasts see them within seconds.
          </p>
        </Notice>
      )}
    </section>
  )
}

const Tile = ({ count, name }: { readonly name: string; readonly count: number }) => (
  <div className="tile">
    <dt>{name}</dt>
    <dd>{whole(count)}</dd>
  </div>
)
