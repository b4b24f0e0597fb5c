import { type ReactNode, useId, useState } from "react"

/** A badge that says more on hover, focus or tap; Escape puts the explanation away. */
export const Explained = (
  { children, className, testId, text }: {
    readonly children: ReactNode
    readonly text: ReactNode
    readonly className: string
    readonly testId?: string
  }
) => {
  const id = useId()
  const [closed, setClosed] = useState(false)
  return (
    <span
      className="explained"
      data-closed={closed}
      onMouseEnter={() => setClosed(false)}
      onFocus={() => setClosed(false)}
      onKeyDown={({ key }) => key === "Escape" && setClosed(true)}
    >
      <button type="button" aria-describedby={id} data-testid={testId}>
        <span className={className}>{children}</span>
      </button>
      <span role="tooltip" id={id}>{text}</span>
    </span>
  )
}
