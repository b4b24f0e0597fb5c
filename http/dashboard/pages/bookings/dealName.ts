import type { Terms } from "../../../../entities/domain/deal/Deal.ts"
import { cents } from "../../parts/format.ts"

const bases = { net: "net", netGross: "net gross", gross: "gross", afterSplit: "what is over the split point" } as const

/** A deal in the words of the trade. */
export const dealName = (terms: Terms): string => {
  const share = "share" in terms ? `${terms.share / 100} % of ${bases[terms.of]}` : ""
  switch (terms._tag) {
    case "Flat":
      return `Flat fee of ${cents(terms.guaranteeCents)}`
    case "Versus":
      return `${cents(terms.guaranteeCents)} versus ${share}`
    case "Plus":
      return `${cents(terms.guaranteeCents)} plus ${share}`
    case "Door":
      return `${share}, no guarantee`
    case "DoorPerTicket":
      return `${cents(terms.centsPerTicket)} a ticket, no guarantee`
  }
}
