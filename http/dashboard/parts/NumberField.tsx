import { useId, useState } from "react"

interface Props {
  readonly label: string
  /** an integer; undefined where nothing is said */
  readonly value: number | undefined
  /** what of the value makes one of what is typed: 100 of cents or basis points */
  readonly scale?: 1 | 100
  readonly hideLabel?: boolean
  readonly placeholder?: string
  readonly testId?: string
  readonly onChange: (value: number) => void
  /** where the figure may be left out */
  readonly onClear?: () => void
}

/** A figure that is typed in units and kept as an integer; what is typed stays as it is until the field is left. */
export const NumberField = (
  { hideLabel = false, label, onChange, onClear, placeholder, scale = 1, testId, value }: Props
) => {
  const id = useId()
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const type = (text: string) => {
    setTyped(text)
    const figure = Number(text)
    if (text.trim() === "") onClear?.()
    else if (Number.isFinite(figure)) onChange(Math.round(figure * scale))
  }
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : undefined}>{label}</label>
      <input
        id={id}
        className="input"
        inputMode="decimal"
        autoComplete="off"
        data-testid={testId}
        placeholder={placeholder}
        value={typed ?? (value === undefined ? "" : String(value / scale))}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(undefined)}
      />
    </div>
  )
}
