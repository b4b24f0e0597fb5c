import { Icon } from "../../parts/Icon.tsx"
import { NumberField } from "../../parts/NumberField.tsx"
import { Table } from "../../parts/Table.tsx"
import { TextField } from "../../parts/TextField.tsx"
import { type Draft, type DraftTier, freshName, replaced, without } from "./draft.ts"

interface Props {
  readonly scaling: Draft["scaling"]
  readonly onChange: (scaling: Draft["scaling"]) => void
}

/** Prices and places. What a tier gives away is not sold. */
export const ScalingEditor = ({ onChange, scaling }: Props) => {
  const { tiers } = scaling
  const setTier = (at: number, tier: DraftTier) => onChange({ ...scaling, tiers: replaced(tiers, at, tier) })
  const add = () =>
    onChange({ ...scaling, tiers: [...tiers, { name: freshName("Tier", tiers), priceCents: 0, allotment: 0 }] })
  return (
    <section className="card" aria-labelledby="scaling">
      <div className="card-head">
        <h2 id="scaling">Ticket scaling</h2>
        <button type="button" className="button button-small" onClick={add}>Add a tier</button>
      </div>
      <div className="filters">
        <NumberField
          label="Capacity"
          value={scaling.capacity}
          onChange={(capacity) => onChange({ ...scaling, capacity })}
        />
        <NumberField
          label="Kills (never sold)"
          value={scaling.kills ?? 0}
          onChange={(kills) => onChange({ ...scaling, kills })}
        />
        <NumberField
          label="Production holds"
          value={scaling.productionHolds ?? 0}
          onChange={(productionHolds) => onChange({ ...scaling, productionHolds })}
        />
      </div>
      <Table
        rows={tiers.map((tier, at) => ({ tier, at }))}
        keyOf={({ at }) => at}
        columns={[
          {
            head: "Tier",
            render: ({ at, tier }) => (
              <TextField
                label={`Name of tier ${at + 1}`}
                hideLabel
                value={tier.name}
                onChange={(name) => setTier(at, { ...tier, name })}
              />
            )
          },
          {
            head: "Price $",
            render: ({ at, tier }) => (
              <NumberField
                label={`Price of ${tier.name}`}
                hideLabel
                scale={100}
                testId="tier-price"
                value={tier.priceCents}
                onChange={(priceCents) => setTier(at, { ...tier, priceCents })}
              />
            )
          },
          {
            head: "Allotment",
            render: ({ at, tier }) => (
              <NumberField
                label={`Allotment of ${tier.name}`}
                hideLabel
                value={tier.allotment}
                onChange={(allotment) => setTier(at, { ...tier, allotment })}
              />
            )
          },
          {
            head: "Comps",
            render: ({ at, tier }) => (
              <NumberField
                label={`Comps of ${tier.name}`}
                hideLabel
                value={tier.comps ?? 0}
                onChange={(comps) => setTier(at, { ...tier, comps })}
              />
            )
          },
          {
            head: "Remove",
            kind: "actions",
            render: ({ at, tier }) => (
              <button
                type="button"
                className="button button-icon button-quiet"
                aria-label={`Remove ${tier.name}`}
                disabled={tiers.length === 1}
                onClick={() => onChange({ ...scaling, tiers: without(tiers, at) })}
              >
                <Icon name="close" />
              </button>
            )
          }
        ]}
      />
    </section>
  )
}
