import { Icon } from "../../parts/Icon.tsx"
import { NumberField } from "../../parts/NumberField.tsx"
import { SelectField } from "../../parts/SelectField.tsx"
import type { DraftBonus } from "./draft.ts"

const kinds: ReadonlyArray<readonly [DraftBonus["_tag"], string]> = [
  ["ThresholdFee", "A fee once reached"],
  ["PerTicketAbove", "So much a ticket above"],
  ["NewShareAbove", "Another % above"],
  ["ShareUpgrade", "Another % of everything"]
]
const triggers: ReadonlyArray<readonly [DraftBonus["trigger"], string]> = [
  ["tickets", "tickets"],
  ["gross", "$ gross"],
  ["netGross", "$ net gross"],
  ["net", "$ net"],
  ["occupancy", "% of the house"]
]

const thresholdOf = (bonus: DraftBonus) => "at" in bonus ? bonus.at : bonus.steps[0]?.at ?? 0
const withThreshold = (bonus: DraftBonus, at: number): DraftBonus =>
  "at" in bonus
    ? { ...bonus, at }
    : { ...bonus, steps: bonus.steps.map((step, index) => index === 0 ? { ...step, at } : step) }

const ofKind = (bonus: DraftBonus, kind: DraftBonus["_tag"]): DraftBonus => {
  const { name, trigger } = bonus
  const at = thresholdOf(bonus)
  switch (kind) {
    case "ThresholdFee":
      return { _tag: kind, name, trigger, pays: "cumulative", steps: [{ at, cents: 0 }] }
    case "PerTicketAbove":
      return { _tag: kind, name, trigger, at, centsPerTicket: 0 }
    case "NewShareAbove":
    case "ShareUpgrade":
      return { _tag: kind, name, trigger, at, share: 9_000 }
  }
}

interface Props {
  readonly bonus: DraftBonus
  readonly onChange: (bonus: DraftBonus) => void
  readonly onRemove: () => void
}

export const BonusEditor = ({ bonus, onChange, onRemove }: Props) => (
  <div className="filters" role="group" aria-label={bonus.name}>
    <SelectField
      label={bonus.name}
      value={bonus._tag}
      options={kinds}
      onChange={(kind) =>
        onChange(ofKind(bonus, kind))}
    />
    <NumberField
      label="from"
      scale={bonus.trigger === "tickets" ? 1 : 100}
      value={thresholdOf(bonus)}
      onChange={(at) =>
        onChange(withThreshold(bonus, at))}
    />
    <SelectField
      label="counted in"
      value={bonus.trigger}
      options={triggers}
      onChange={(trigger) =>
        onChange({ ...bonus, trigger })}
    />
    {bonus._tag === "ThresholdFee"
      ? (
        <NumberField
          label="Fee $"
          scale={100}
          value={bonus.steps[0]?.cents ?? 0}
          onChange={(cents) =>
            onChange({
              ...bonus,
              steps: bonus.steps.map((step, index) => index === 0 ? { ...step, cents } : step)
            })}
        />
      )
      : bonus._tag === "PerTicketAbove"
      ? (
        <NumberField
          label="A ticket $"
          scale={100}
          value={bonus.centsPerTicket}
          onChange={(centsPerTicket) => onChange({ ...bonus, centsPerTicket })}
        />
      )
      : (
        <NumberField
          label="Share %"
          scale={100}
          value={bonus.share}
          onChange={(share) => onChange({ ...bonus, share })}
        />
      )}
    <button
      type="button"
      className="button button-icon button-quiet"
      aria-label={`Remove ${bonus.name}`}
      onClick={onRemove}
    >
      <Icon name="close" />
    </button>
  </div>
)
