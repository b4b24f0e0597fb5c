import { useState } from "react"
import { Link } from "react-router"
import type { BookingView } from "../../../../../entities/domain/Booking.ts"
import { useDownload } from "../../../client/documents.ts"
import { Empty } from "../../../parts/Empty.tsx"
import { Failure } from "../../../parts/Failure.tsx"
import { cents, day, instant, words } from "../../../parts/format.ts"
import { Table } from "../../../parts/Table.tsx"
import { Compare } from "./Compare.tsx"
import { OfferSteps } from "./OfferSteps.tsx"

/** Every version of the offer, what can be done with it, and any two side by side. */
export const Offers = ({ booking }: { readonly booking: BookingView }) => {
  const { id, offers } = booking
  const download = useDownload(id)
  const [pair, setPair] = useState<readonly [number, number] | undefined>(undefined)
  const last = offers.at(-1)
  const isOpen = booking.status === "pending"
  const shownPair = pair ?? (last === undefined || offers.length < 2 ? undefined : [last.version - 1, last.version])
  return (
    <>
      <section className="card" aria-labelledby="offers">
        <div className="card-head">
          <h2 id="offers">Offers</h2>
          {isOpen
            ? (
              <Link className="button button-primary" data-testid="build-deal" to={`/bookings/${id}/deal`}>
                {last?.status === "draft" ? "Go on with the draft" : "Build an offer"}
              </Link>
            )
            : null}
        </div>
        {offers.length === 0
          ? (
            <Empty title="No offer yet">
              <p>Build one from the booking's terms: scaling, costs and the deal, with its risk beside it.</p>
            </Empty>
          )
          : (
            <Table
              rows={offers.toReversed()}
              keyOf={({ version }) => version}
              rowTestId="offer-version"
              caption="A version never changes once it is sent. Amounts are of a sold-out room."
              columns={[
                {
                  head: "Version",
                  render: ({ side, status, version }) => (
                    <>
                      Version {version}, {side === "promoter" ? "ours" : "the artist's"}{" "}
                      <span className={status === "accepted" ? "badge badge-good" : "badge"}>{words(status)}</span>
                    </>
                  )
                },
                { head: "Date", kind: "nowrap", render: ({ date }) => day(date) },
                { head: "Guarantee", kind: "num", render: ({ guaranteeCents }) => cents(guaranteeCents) },
                { head: "Walkout", kind: "num", render: ({ walkoutCents }) => cents(walkoutCents) },
                { head: "Promoter", kind: "num", render: ({ promoterResultCents }) => cents(promoterResultCents) },
                {
                  head: "Open until",
                  render: ({ expiresAtMillis, reason }) =>
                    reason ?? (expiresAtMillis === null ? "–" : instant(expiresAtMillis))
                },
                {
                  head: "Actions",
                  kind: "actions",
                  render: (offer) => (
                    <div className="row">
                      <OfferSteps bookingId={id} offer={offer} isNewest={offer === last && isOpen} />
                      {offer.status === "accepted"
                        ? (
                          <button
                            type="button"
                            className="button button-small"
                            data-testid="contract-pdf"
                            disabled={download.isPending}
                            onClick={() => download.mutate({ kind: "contract", version: offer.version })}
                          >
                            Contract
                          </button>
                        )
                        : null}
                      {offer.status === "draft" ? null : (
                        <button
                          type="button"
                          className="button button-small"
                          data-testid="offer-pdf"
                          disabled={download.isPending}
                          aria-label={`Offer sheet of version ${offer.version} as PDF`}
                          onClick={() => download.mutate({ kind: "offerSheet", version: offer.version })}
                        >
                          PDF
                        </button>
                      )}
                    </div>
                  )
                }
              ]}
            />
          )}
        {download.error === null ? null : <Failure what="The offer sheet was not made" error={download.error} />}
      </section>
      {shownPair === undefined ? null : <Compare booking={booking} pair={shownPair} onChange={setPair} />}
    </>
  )
}
