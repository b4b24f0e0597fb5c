/** One of a few, all in sight. */
export const Segments = <A extends string | number>(
  { label, onChange, options, value }: {
    readonly label: string
    readonly value: A
    readonly options: ReadonlyArray<readonly [value: A, label: string]>
    readonly onChange: (value: A) => void
  }
) => (
  <div className="segments" role="group" aria-label={label}>
    {options.map(([option, text]) => (
      <button
        key={option}
        type="button"
        aria-pressed={option === value}
        onClick={() => onChange(option)}
      >
        {text}
      </button>
    ))}
  </div>
)
