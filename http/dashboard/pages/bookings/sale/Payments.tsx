import { type FormEvent, useState } from "react"
import type { BookingView } from "../../../../../entities/domain/Booking.ts"
import type { Payment } from "../../../../../entities/domain/Sale.ts"
import { useSell } from "../../../client/deals.ts"
import { Failure } from "../../../parts/Failure.tsx"
import { cents, instant } from "../../../parts/format.ts"
import { NumberField } from "../../../parts/NumberField.tsx"
import { Table } from "../../../parts/Table.tsx"
import { TextField } from "../../../parts/TextField.tsx"

/** Deposits and the marketing plan. Lists are sent whole; a payment that is unmarked is open again. */
export const Payments = ({ booking }: { readonly booking: BookingView }) => {
  const { marketing, payments } = booking.sale
  const sell = useSell(booking.id, () => undefined)
  const set = (payments: ReadonlyArray<Payment>) => sell.mutate({ _tag: "SetPayments", payments })
  const talent = booking.terms.show.talents[0]?.name ?? booking.terms.artistName
  return (
    <>
      <section className="card" aria-labelledby="deposits">
        <h2 id="deposits">Deposits</h2>
        {payments.length === 0 ? <p className="muted">No deposit is agreed.</p> : (
          <Table
            rows={payments}
            keyOf={({ name }) => name}
            columns={[
              { head: "Payment", render: ({ name }) => name },
              { head: "To", render: ({ talent }) => talent },
              { head: "Amount", kind: "num", render: (payment) => cents(payment.cents) },
              { head: "Due", render: ({ dueAtMillis }) => instant(dueAtMillis) },
              {
                head: "Paid",
                kind: "actions",
                render: (payment) => (
                  <label className="check">
                    <input
                      type="checkbox"
                      checked={payment.paidAtMillis !== null}
                      disabled={sell.isPending}
                      onChange={({ target }) =>
                        set(payments.map((each) =>
                          each === payment ? { ...each, paidAtMillis: target.checked ? Date.now() : null } : each
                        ))}
                    />
                    {payment.paidAtMillis === null ? "Paid" : `Paid ${instant(payment.paidAtMillis)}`}
                  </label>
                )
              }
            ]}
          />
        )}
        <AddLine
          what="Deposit"
          more="Days before the show"
          onAdd={(name, amount, days) =>
            set([...payments, {
              name,
              talent,
              cents: amount,
              due: { _tag: "BeforeShow", days },
              paidAtMillis: null
            }])}
        />
        {sell.error === null ? null : <Failure what="That was not kept" error={sell.error} />}
      </section>
      <section className="card" aria-labelledby="marketing">
        <h2 id="marketing">Marketing</h2>
        {marketing.length === 0 ? <p className="muted">Nothing is planned.</p> : (
          <Table
            rows={marketing}
            keyOf={({ name }) => name}
            columns={[
              {
                head: "Line",
                render: ({ name }) =>
                  name
              },
              { head: "Budget", kind: "num", render: ({ budgetCents }) => cents(budgetCents) },
              { head: "Spent", kind: "num", render: ({ spentCents }) => cents(spentCents) }
            ]}
          />
        )}
        <AddLine
          what="Line"
          more="Spent so far $"
          moreScale={100}
          onAdd={(name, budgetCents, spentCents) =>
            sell.mutate({
              _tag: "SetMarketing",
              lines: [...marketing.filter((line) => line.name !== name), { name, budgetCents, spentCents }]
            })}
        />
      </section>
    </>
  )
}

const AddLine = ({ more, moreScale = 1, onAdd, what }: {
  readonly what: string
  readonly more: string
  readonly moreScale?: 1 | 100
  readonly onAdd: (name: string, cents: number, more: number) => void
}) => {
  const [name, setName] = useState("")
  const [amount, setAmount] = useState<number | undefined>(undefined)
  const [other, setOther] = useState(0)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (amount === undefined) return
    onAdd(name.trim(), amount, other)
    setName("")
    setAmount(undefined)
    setOther(0)
  }
  return (
    <form className="filters" onSubmit={submit}>
      <TextField label={what} required value={name} onChange={setName} />
      <NumberField label="Amount $" scale={100} value={amount} onChange={setAmount} />
      <NumberField label={more} scale={moreScale} value={other} onChange={setOther} />
      <button type="submit" className="button" disabled={amount === undefined}>Add</button>
    </form>
  )
}
