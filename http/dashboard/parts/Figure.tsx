import { compact, exact } from "./format.ts"

/** A count in few characters; the exact one on hover. What was not reported is said, never shown as 0. */
export const Figure = ({ value }: { readonly value: number | null | undefined }) =>
  value === null || value === undefined
    ? (
      <span className="muted" title="Not reported">
        –<span className="visually-hidden">not reported</span>
      </span>
    )
    : <span title={exact(value)}>{compact(value)}</span>
