import type { ReactNode } from "react"
import { Icon } from "./Icon.tsx"

export const Empty = ({ children, title }: { readonly title: string; readonly children?: ReactNode }) => (
  <div className="empty">
    <Icon name="empty" />
    <p className="strong">{title}</p>
    {children}
  </div>
)
