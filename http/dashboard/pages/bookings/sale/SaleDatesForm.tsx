import { type FormEvent, useState } from "react"
import type { BookingView } from "../../../../../entities/domain/Booking.ts"
import { useSell } from "../../../client/deals.ts"
import { Failure } from "../../../parts/Failure.tsx"
import { TextField } from "../../../parts/TextField.tsx"

/** As a `datetime-local` field has it, in the visitor's own zone. */
const fieldOf = (millis: number | null): string =>
  millis === null ? "" : new Date(millis - new Date(millis).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
const millisOf = (text: string): number | null => text === "" ? null : new Date(text).getTime()

/** When the public hears of the show and may buy; the stages announced and on sale follow by themselves. */
export const SaleDatesForm = ({ booking }: { readonly booking: BookingView }) => {
  const { dates } = booking.sale
  const [announce, setAnnounce] = useState(fieldOf(dates.announceAtMillis))
  const [presale, setPresale] = useState(fieldOf(dates.presaleAtMillis))
  const [onSale, setOnSale] = useState(fieldOf(dates.onSaleAtMillis))
  const sell = useSell(booking.id, () => undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sell.mutate({
      _tag: "SetDates",
      dates: {
        announceAtMillis: millisOf(announce),
        presaleAtMillis: millisOf(presale),
        onSaleAtMillis: millisOf(onSale)
      }
    })
  }
  return (
    <section className="card" aria-labelledby="sale-dates">
      <h2 id="sale-dates">Sale dates</h2>
      <form className="filters" onSubmit={submit}>
        <TextField label="Announce" type="datetime-local" value={announce} onChange={setAnnounce} />
        <TextField label="Presale" type="datetime-local" value={presale} onChange={setPresale} />
        <TextField
          label="On sale"
          type="datetime-local"
          testId="on-sale-date"
          value={onSale}
          onChange={setOnSale}
        />
        <button type="submit" className="button" data-testid="set-dates" disabled={sell.isPending}>
          Set the dates
        </button>
      </form>
      {sell.isSuccess ? <p className="small muted" role="status">Kept.</p> : null}
      {sell.error === null ? null : <Failure what="The dates were not set" error={sell.error} />}
    </section>
  )
}
