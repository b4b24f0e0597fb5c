import { Effect } from "effect"
import PDFDocument from "pdfkit"
import type { BookingTerms } from "../entities/domain/Booking.ts"
import { guaranteeOf, type Terms } from "../entities/domain/deal/Deal.ts"
import { sellable } from "../entities/domain/deal/Scaling.ts"
import type { OfferView } from "../entities/domain/Offer.ts"
import type { DocumentKind } from "./contract/DocumentRpcs.ts"

const titles: Readonly<Record<DocumentKind, string>> = { offerSheet: "Offer sheet", contract: "Performance contract" }

/** An offer on paper. The same offer gives the same bytes; what is not known says so and is never left blank. */
export const offerPaper = (kind: DocumentKind, parties: BookingTerms, { bookingId, offer }: OfferView) =>
  Effect.async<Buffer>((resume) => {
    const { hash, sentAtMillis, terms, version } = offer
    const at = new Date(sentAtMillis ?? 0)
    const paper = new PDFDocument({
      size: "A4",
      margin: 56,
      compress: false,
      info: { Title: `${titles[kind]} ${bookingId}`, Producer: "PromoterOS", Creator: "PromoterOS", CreationDate: at }
    })
    const chunks: Array<Buffer> = []
    paper.on("data", (chunk: Buffer) => chunks.push(chunk))
    paper.on("end", () => resume(Effect.succeed(Buffer.concat(chunks))))
    const heading = (text: string) =>
      paper.moveDown().font("Helvetica-Bold").fontSize(12).text(text).font("Helvetica").fontSize(10)
    const line = (name: string, value: string | undefined) =>
      paper.text(`${name}: ${value === undefined || value.trim() === "" ? "No data" : value}`)
    paper.font("Helvetica-Bold").fontSize(20).text(titles[kind]).font("Helvetica").fontSize(10)
    line("Booking", `${bookingId}, version ${version}`)
    line("Sent", sentAtMillis === null ? undefined : at.toISOString())
    heading("Show")
    line("Artist", parties.artistName)
    line("Venue", parties.venueName)
    line("Date", terms.date)
    line("Note", terms.note)
    heading("Tickets")
    for (const tier of terms.show.scaling.tiers) {
      line(tier.name, `${sellable(tier)} at ${money(tier.priceCents)}`)
    }
    line("Tax", `${terms.show.tax.rate / 100} % (${terms.show.tax.mode})`)
    for (const fee of terms.show.scaling.fees) line(fee.name, `${money(fee.centsPerTicket)} a ticket`)
    heading("Costs")
    if (terms.show.costs.length === 0) line("Costs", undefined)
    for (const cost of terms.show.costs) {
      line(
        cost.name,
        "cents" in cost ? `${money(cost.cents.budget)} ${cost.basis}` : `${cost.share.budget / 100} % of ${cost.basis}`
      )
    }
    heading("Deal")
    if (terms.show.talents.length === 0) line("Deal", undefined)
    for (const { deal, name } of terms.show.talents) {
      line(name, dealOf(deal.terms))
      for (const bonus of deal.bonuses) line(`${name}, bonus`, bonus.name)
    }
    line("Radius clause", terms.radius === null ? undefined : JSON.stringify(terms.radius))
    heading("Terms")
    line("SHA-256 of the terms", hash ?? undefined)
    paper.end()
  })

const dealOf = (terms: Terms): string => {
  const guarantee = money(guaranteeOf(terms))
  switch (terms._tag) {
    case "Flat":
      return `${guarantee} flat`
    case "Versus":
      return `${guarantee} versus ${terms.share / 100} % of ${terms.of}`
    case "Plus":
      return `${guarantee} plus ${terms.share / 100} % of ${terms.of}`
    case "Door":
      return `${terms.share / 100} % of ${terms.of}`
    case "DoorPerTicket":
      return `${money(terms.centsPerTicket)} a ticket`
  }
}

const money = (cents: number): string => (cents / 100).toFixed(2)
