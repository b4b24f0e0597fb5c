import { growth } from "./format.ts"

/** Growth over 28 days from its logarithm. */
export const Growth = ({ value }: { readonly value: number | null | undefined }) =>
  value === null || value === undefined
    ? (
      <span className="muted" title="The history is shorter than 28 days">
        –<span className="visually-hidden">not known yet</span>
      </span>
    )
    : <span>{growth(value)}</span>
