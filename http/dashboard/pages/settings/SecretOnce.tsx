import { useState } from "react"
import { Icon } from "../../parts/Icon.tsx"
import { Notice } from "../../parts/Notice.tsx"

/** The one time that a secret can be seen. */
export const SecretOnce = (
  { onDone, secret, thing }: { readonly thing: string; readonly secret: string; readonly onDone: () => void }
) => {
  const [copied, setCopied] = useState(false)
  return (
    <Notice tone="warn" alert testId="new-secret">
      <p className="strong">Copy this {thing} now: it is not shown again.</p>
      <div className="secret">
        <code>{secret}</code>
        <button
          type="button"
          className="button"
          onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
        >
          <Icon name={copied ? "check" : "copy"} /> {copied ? "Copied" : "Copy"}
        </button>
      </div>
      <div>
        <button type="button" className="button button-small" onClick={onDone}>I have kept it</button>
      </div>
    </Notice>
  )
}
