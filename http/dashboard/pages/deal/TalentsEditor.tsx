import { SelectField } from "../../parts/SelectField.tsx"
import { TextField } from "../../parts/TextField.tsx"
import { BonusEditor } from "./BonusEditor.tsx"
import { type DraftTalent, freshName, replaced, without } from "./draft.ts"
import { TermsEditor } from "./TermsEditor.tsx"

interface Props {
  readonly talents: ReadonlyArray<DraftTalent>
  readonly onChange: (talents: ReadonlyArray<DraftTalent>) => void
}

/** The deal of each talent, headliner and support. */
export const TalentsEditor = ({ onChange, talents }: Props) => (
  <section className="card" aria-labelledby="talents">
    <div className="card-head">
      <h2 id="talents">Deals</h2>
      <button
        type="button"
        className="button button-small"
        onClick={() => onChange([...talents, support(talents)])}
      >
        Add a support
      </button>
    </div>
    {talents.map((talent, at) => (
      <OfTalent
        key={at}
        talent={talent}
        onChange={(changed) => onChange(replaced(talents, at, changed))}
        onRemove={talents.length === 1 ? undefined : () => onChange(without(talents, at))}
      />
    ))}
  </section>
)

const support = (talents: ReadonlyArray<DraftTalent>): DraftTalent => ({
  name: freshName("Support", talents),
  role: "support",
  deal: { terms: { _tag: "Flat", guaranteeCents: 0 }, bonuses: [] },
  inOtherDeals: "fullFee"
})

const counted = [["notCounted", "not an expense"], ["guarantee", "its guarantee"], ["fullFee", "its full fee"]] as const

const OfTalent = ({ onChange, onRemove, talent }: {
  readonly talent: DraftTalent
  readonly onChange: (talent: DraftTalent) => void
  readonly onRemove: (() => void) | undefined
}) => {
  const { deal } = talent
  const bonuses = deal.bonuses ?? []
  const setBonuses = (bonuses: typeof deal.bonuses & {}) => onChange({ ...talent, deal: { ...deal, bonuses } })
  return (
    <fieldset className="choices stack">
      <legend>{talent.role === "headliner" ? "Headliner" : "Support"}</legend>
      <div className="filters">
        <TextField label="Name" value={talent.name} onChange={(name) => onChange({ ...talent, name })} />
        <SelectField
          label="In the deals of the others"
          value={talent.inOtherDeals ?? "notCounted"}
          options={counted}
          onChange={(inOtherDeals) => onChange({ ...talent, inOtherDeals })}
        />
      </div>
      <TermsEditor
        talent={talent.name}
        terms={deal.terms}
        onChange={(terms) => onChange({ ...talent, deal: { ...deal, terms } })}
      />
      {bonuses.map((bonus, at) => (
        <BonusEditor
          key={at}
          bonus={bonus}
          onChange={(changed) => setBonuses(replaced(bonuses, at, changed))}
          onRemove={() => setBonuses(without(bonuses, at))}
        />
      ))}
      <div className="row">
        <button
          type="button"
          className="button button-small"
          onClick={() =>
            setBonuses([...bonuses, {
              _tag: "ThresholdFee",
              name: freshName("Bonus", bonuses),
              trigger: "tickets",
              pays: "cumulative",
              steps: [{ at: 1_000, cents: 0 }]
            }])}
        >
          Add a bonus
        </button>
        {onRemove === undefined
          ? null
          : (
            <button type="button" className="button button-small button-danger" onClick={onRemove}>
              Remove {talent.name}
            </button>
          )}
      </div>
    </fieldset>
  )
}
