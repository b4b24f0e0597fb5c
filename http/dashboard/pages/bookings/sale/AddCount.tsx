import { Either } from "effect"
import { type FormEvent, useState } from "react"
import type { BookingView } from "../../../../../entities/domain/Booking.ts"
import { useSell } from "../../../client/deals.ts"
import { Failure } from "../../../parts/Failure.tsx"
import { NumberField } from "../../../parts/NumberField.tsx"
import { TextField } from "../../../parts/TextField.tsx"
import { countOf } from "./Counts.tsx"
import { countsOf } from "./countsFile.ts"

/** A report of the box office, typed or from a file. Counts are only ever added. */
export const AddCount = ({ booking }: { readonly booking: BookingView }) => {
  const { tiers } = booking.terms.show.scaling
  const [sold, setSold] = useState<Readonly<Record<string, number>>>({})
  const [correction, setCorrection] = useState("")
  const [fault, setFault] = useState<string | undefined>(undefined)
  const sell = useSell(booking.id, () => {
    setSold({})
    setCorrection("")
  })
  const soldOf = (name: string) => sold[name] ?? countOf(booking, name)?.sold ?? 0
  const falls = tiers.some(({ name }) => soldOf(name) < (countOf(booking, name)?.sold ?? 0))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sell.mutate({
      _tag: "Count",
      count: {
        countedAtMillis: Date.now(),
        source: "box office",
        tiers: tiers.map(({ name }) => ({
          tier: name,
          sold: soldOf(name),
          comps: countOf(booking, name)?.comps ?? 0,
          holds: 0
        })),
        correction: falls ? correction : null
      }
    })
  }
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    const counts = countsOf(await file.text(), file.name.slice(0, 120))
    setFault(Either.isLeft(counts) ? counts.left : undefined)
    try {
      for (const count of Either.getOrElse(counts, () => [])) await sell.mutateAsync({ _tag: "Count", count })
    } catch {
      // the refusal is shown below, and no later count is sent
    }
  }
  return (
    <form className="stack" onSubmit={submit}>
      <h3>Add a count</h3>
      <div className="filters">
        {tiers.map(({ name }) => (
          <NumberField
            key={name}
            label={`${name}, sold`}
            testId="count-sold"
            value={soldOf(name)}
            onChange={(count) => setSold({ ...sold, [name]: count })}
          />
        ))}
        {falls
          ? <TextField label="Fewer than before: why?" required value={correction} onChange={setCorrection} />
          : null}
        <button type="submit" className="button button-primary" data-testid="add-count" disabled={sell.isPending}>
          Add the count
        </button>
        <label className="button">
          From a CSV file
          <input
            type="file"
            accept=".csv,text/csv"
            className="visually-hidden"
            onChange={(event) => {
              void read(event.target.files?.[0])
              event.target.value = ""
            }}
          />
        </label>
      </div>
      <p className="hint">The file has the columns at, tier, sold and, if you like, comps and holds.</p>
      {fault === undefined ? null : <p className="hint-bad" role="alert">Nothing was added: {fault}</p>}
      {sell.error === null ? null : <Failure what="The count was not added" error={sell.error} />}
    </form>
  )
}
