import type { ReactNode } from "react"
import { Icon } from "./Icon.tsx"

type Tone = "info" | "good" | "warn" | "bad"

const icons = { info: "info", good: "check", warn: "warning", bad: "warning" } as const

/** Something to be read now; `alert` where it answers what was just done. */
export const Notice = (
  { alert = false, children, testId, tone = "info" }: {
    readonly tone?: Tone
    readonly alert?: boolean
    readonly testId?: string
    readonly children: ReactNode
  }
) => (
  <div className={`notice notice-${tone}`} data-testid={testId} {...(alert ? { role: "alert" } : {})}>
    <Icon name={icons[tone]} />
    <div className="notice-body">{children}</div>
  </div>
)
