import { NumberField } from "../../parts/NumberField.tsx"
import { SelectField } from "../../parts/SelectField.tsx"
import type { DraftTerms } from "./draft.ts"

const kinds: ReadonlyArray<readonly [DraftTerms["_tag"], string]> = [
  ["Flat", "Flat fee"],
  ["Versus", "Guarantee versus a share"],
  ["Plus", "Guarantee plus a share"],
  ["Door", "Door: a share, no guarantee"],
  ["DoorPerTicket", "Door: so much a ticket"]
]
const ofNet = [["net", "net"], ["netGross", "net gross"], ["gross", "gross"]] as const
const ofSplit = [["afterSplit", "over the split point"], ["netGross", "net gross"], ["gross", "gross"]] as const

/** The same deal of another kind: what both kinds say is kept. */
const ofKind = (terms: DraftTerms, kind: DraftTerms["_tag"]): DraftTerms => {
  const guaranteeCents = "guaranteeCents" in terms ? terms.guaranteeCents : 0
  const promoterProfit = terms.promoterProfit ?? 0
  const share = "share" in terms ? terms.share : 8_500
  switch (kind) {
    case "Flat":
      return { _tag: kind, guaranteeCents, promoterProfit }
    case "Versus":
      return { _tag: kind, guaranteeCents, promoterProfit, share, of: "net" }
    case "Plus":
      return { _tag: kind, guaranteeCents, promoterProfit, share, of: "afterSplit" }
    case "Door":
      return { _tag: kind, promoterProfit, share, of: "net" }
    case "DoorPerTicket":
      return { _tag: kind, promoterProfit, centsPerTicket: 0 }
  }
}

interface Props {
  readonly talent: string
  readonly terms: DraftTerms
  readonly onChange: (terms: DraftTerms) => void
}

export const TermsEditor = ({ onChange, talent, terms }: Props) => (
  <div className="filters">
    <SelectField
      label="Deal"
      testId="deal-kind"
      value={terms._tag}
      options={kinds}
      onChange={(kind) => onChange(ofKind(terms, kind))}
    />
    {"guaranteeCents" in terms
      ? (
        <NumberField
          label={`Guarantee of ${talent} $`}
          testId="guarantee"
          scale={100}
          value={terms.guaranteeCents}
          onChange={(guaranteeCents) => onChange({ ...terms, guaranteeCents })}
        />
      )
      : null}
    {"share" in terms
      ? (
        <NumberField
          label="Share %"
          scale={100}
          value={terms.share}
          onChange={(share) => onChange({ ...terms, share })}
        />
      )
      : null}
    {terms._tag === "Versus" || terms._tag === "Door"
      ? <SelectField label="of" value={terms.of} options={ofNet} onChange={(of) => onChange({ ...terms, of })} />
      : null}
    {terms._tag === "Plus"
      ? <SelectField label="of" value={terms.of} options={ofSplit} onChange={(of) => onChange({ ...terms, of })} />
      : null}
    {terms._tag === "DoorPerTicket"
      ? (
        <NumberField
          label="For each ticket $"
          scale={100}
          value={terms.centsPerTicket}
          onChange={(centsPerTicket) => onChange({ ...terms, centsPerTicket })}
        />
      )
      : null}
    <NumberField
      label="Promoter profit, % of expenses"
      scale={100}
      value={terms.promoterProfit ?? 0}
      onChange={(promoterProfit) => onChange({ ...terms, promoterProfit })}
    />
  </div>
)
