import { useId } from "react"

interface Props<A extends string> {
  readonly label: string
  readonly value: A
  readonly options: ReadonlyArray<readonly [value: A, label: string]>
  readonly onChange: (value: A) => void
  readonly hideLabel?: boolean
  readonly testId?: string
}

export function SelectField<A extends string>(
  { hideLabel = false, label, onChange, options, testId, value }: Props<A>
) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : undefined}>{label}</label>
      <select
        id={id}
        className="input"
        data-testid={testId}
        value={value}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.target.value)
          if (chosen !== undefined) onChange(chosen[0])
        }}
      >
        {options.map(([option, text]) => <option key={option} value={option}>{text}</option>)}
      </select>
    </div>
  )
}
