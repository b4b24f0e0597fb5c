import { type DragEvent, useRef, useState } from "react"
import { Notice } from "../../parts/Notice.tsx"

export interface ChosenFile {
  readonly name: string
  readonly csv: string
}

const mostBytes = 1_000_000
const example = "date,act,venue,city,country,capacity,sold,gross_usd,price_min,price_max\n" +
  "2024-05-17,Nova Kestrel,The Fillmore,San Francisco,US,1315,1180,53100,39.50,55.00\n"

export const ChooseFile = (
  { file, onChoose }: { readonly file: ChosenFile | undefined; readonly onChoose: (file: ChosenFile) => void }
) => {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [problem, setProblem] = useState<string>()
  const take = async (chosen: File | undefined) => {
    if (chosen === undefined) return
    if (chosen.size > mostBytes) {
      setProblem(`${chosen.name} is larger than 1 MB. Split it and import the parts one after the other.`)
      return
    }
    setProblem(undefined)
    onChoose({ name: chosen.name, csv: await chosen.text() })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <section className="card" aria-labelledby="choose-file">
      <div
        className="dropzone"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <h2 id="choose-file">{file === undefined ? "Choose a file" : file.name}</h2>
        <p className="muted">Drop a CSV file here, or choose one. Up to 10,000 rows.</p>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          accept=".csv,text/csv"
          aria-label="CSV file of past shows"
          data-testid="history-file"
          tabIndex={-1}
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ""
          }}
        />
        <div className="row">
          <button type="button" className="button button-primary" onClick={() => input.current?.click()}>
            {file === undefined ? "Choose file" : "Choose another"}
          </button>
          <a className="button" href={`data:text/csv,${encodeURIComponent(example)}`} download="past-shows.csv">
            Example file
          </a>
        </div>
      </div>
      {problem === undefined ? null : <Notice tone="bad" alert>{problem}</Notice>}
      <details>
        <summary>Columns</summary>
        <p className="small muted">
          Needed: <code>date</code>, <code>act</code>, <code>venue</code>, <code>city</code>, <code>country</code>,{" "}
          <code>capacity</code> and <code>sold</code> of one night. Where you know them: <code>end_date</code>,{" "}
          <code>genre</code>, <code>gross_usd</code>, <code>price_min</code>,{" "}
          <code>price_max</code>. Any order; other columns are left alone. Days as 2024-05-17, amounts as 1234.50.
        </p>
      </details>
    </section>
  )
}
