import type { ReactNode } from "react"
import { Failure } from "./Failure.tsx"

interface Props<A> {
  readonly of: {
    readonly data: A | undefined
    readonly error: Error | null
    readonly refetch: () => unknown
  }
  /** what has to be said where it fails */
  readonly what: string
  readonly loading: ReactNode
  readonly children: (data: A) => ReactNode
}

/** Loading, failed and answered; a failed look again keeps what is shown and says so. */
export function Answer<A>({ children, loading, of, what }: Props<A>) {
  return (
    <>
      {of.error === null ? null : <Failure what={what} error={of.error} onRetry={() => void of.refetch()} />}
      {of.data === undefined ? (of.error === null ? loading : null) : children(of.data)}
    </>
  )
}
