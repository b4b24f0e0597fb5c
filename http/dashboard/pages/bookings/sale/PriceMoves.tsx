import { Option, Schema } from "effect"
import { type FormEvent, useState } from "react"
import type { BookingView } from "../../../../../entities/domain/Booking.ts"
import { PriceCents } from "../../../../../entities/domain/Money.ts"
import { useSell } from "../../../client/deals.ts"
import { Failure } from "../../../parts/Failure.tsx"
import { NumberField } from "../../../parts/NumberField.tsx"
import { SelectField } from "../../../parts/SelectField.tsx"
import { TextField } from "../../../parts/TextField.tsx"

const price = Schema.decodeOption(PriceCents)

/** Unsold places go on sale at another price, as a tier of their own: what was sold keeps its price. */
export const PriceMoves = ({ booking }: { readonly booking: BookingView }) => {
  const { tiers } = booking.terms.show.scaling
  const [from, setFrom] = useState(tiers[0]?.name ?? "")
  const [to, setTo] = useState("")
  const [cents, setCents] = useState<number | undefined>(undefined)
  const [places, setPlaces] = useState<number | undefined>(undefined)
  const sell = useSell(booking.id, () => {
    setTo("")
    setCents(undefined)
    setPlaces(undefined)
  })
  const priceCents = Option.getOrUndefined(price(cents ?? -1))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (priceCents === undefined || places === undefined) return
    sell.mutate({ _tag: "MovePrice", move: { from, to: to.trim(), priceCents, places } })
  }
  return (
    <section className="card" aria-labelledby="moves">
      <h2 id="moves">Move a price</h2>
      <p className="small muted">A tier that has sold is never edited: the moved places become a tier of their own.</p>
      <form className="filters" onSubmit={submit}>
        <SelectField
          label="From tier"
          value={from}
          options={tiers.map(({ name }) => [name, name] as const)}
          onChange={setFrom}
        />
        <TextField label="Name of the new tier" required value={to} onChange={setTo} />
        <NumberField label="New price $" scale={100} value={cents} onChange={setCents} />
        <NumberField label="Places" value={places} onChange={setPlaces} />
        <button
          type="submit"
          className="button"
          disabled={sell.isPending || priceCents === undefined || places === undefined}
        >
          Move them
        </button>
      </form>
      {sell.error === null ? null : <Failure what="The price was not moved" error={sell.error} />}
    </section>
  )
}
