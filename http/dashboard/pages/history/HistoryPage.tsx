import { useState } from "react"
import { useConfirmNames, useImportShows, usePreviewShows } from "../../client/history.ts"
import { Failure } from "../../parts/Failure.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { ChooseFile, type ChosenFile } from "./ChooseFile.tsx"
import { ImportBar } from "./ImportBar.tsx"
import { Imports } from "./Imports.tsx"
import { Names } from "./Names.tsx"
import { Rows } from "./Rows.tsx"

/** A promoter's own past shows, from a file: look first, say whom names mean, then import. */
export const HistoryPage = () => {
  const [file, setFile] = useState<ChosenFile>()
  const preview = usePreviewShows()
  const importing = useImportShows()
  const confirming = useConfirmNames(() => file && preview.mutate(file.csv))
  const choose = (chosen: ChosenFile) => {
    setFile(chosen)
    importing.reset()
    preview.mutate(chosen.csv)
  }
  return (
    <>
      <PageHead title="Past shows">
        What your own shows sold is the best thing a forecast can know. Bring them in from a CSV file; nothing is
        written before you have seen what would be.
      </PageHead>
      <ChooseFile file={file} onChoose={choose} />
      {file !== undefined && preview.error !== null
        ? (
          <Failure
            what={`${file.name} cannot be shown`}
            error={preview.error}
            onRetry={() => preview.mutate(file.csv)}
          />
        )
        : null}
      {preview.isPending && preview.data === undefined
        ? <Skeleton height={90} count={3} what="Reading the file" />
        : null}
      {file === undefined || preview.data === undefined ? null : (
        <>
          <ImportBar
            file={file}
            preview={preview.data}
            importing={importing}
            busy={preview.isPending || confirming.isPending}
          />
          {confirming.error === null ? null : <Failure what="The names were not kept" error={confirming.error} />}
          <Names
            key={file.name}
            acts={preview.data.acts}
            venues={preview.data.venues}
            busy={confirming.isPending}
            onConfirm={confirming.mutate}
          />
          <Rows preview={preview.data} />
        </>
      )}
      <Imports />
    </>
  )
}
