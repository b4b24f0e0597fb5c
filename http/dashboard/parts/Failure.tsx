import { Unavailable } from "../../../entities/domain/Unavailable.ts"
import { isTransient } from "../client/transient.ts"
import { Notice } from "./Notice.tsx"

/** Why something was not done, in the refusal's own words, and a way on where asking again may help. */
export const Failure = (
  { error, onRetry, what }: { readonly error: Error; readonly what: string; readonly onRetry?: () => void }
) => (
  <Notice tone={isTransient(error) ? "warn" : "bad"} alert testId="failure">
    <p className="strong">{what}</p>
    <p>{error instanceof Unavailable ? `${error.what} cannot answer right now.` : error.message}</p>
    {onRetry === undefined ? null : (
      <div>
        <button type="button" className="button button-small" onClick={onRetry}>Try again</button>
      </div>
    )}
  </Notice>
)
