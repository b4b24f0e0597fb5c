import { useId } from "react"

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: "text" | "date" | "datetime-local"
  readonly hideLabel?: boolean
  readonly required?: boolean
  readonly testId?: string
}

export const TextField = (
  { hideLabel = false, label, onChange, required = false, testId, type = "text", value }: Props
) => {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : undefined}>{label}</label>
      <input
        id={id}
        className="input"
        type={type}
        required={required}
        maxLength={type === "text" ? 120 : undefined}
        data-testid={testId}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
