import { type ReactNode, useEffect } from "react"
import { Link } from "react-router"
import { Icon } from "./Icon.tsx"

/** The title of a page, in the tab too. */
export const PageHead = (
  { actions, back, children, title }: {
    readonly title: string
    readonly children?: ReactNode
    readonly actions?: ReactNode
    readonly back?: { readonly to: string; readonly label: string }
  }
) => {
  useEffect(() => {
    document.title = `${title} · PromoterOS`
  }, [title])
  return (
    <header className="page-head">
      <div>
        {back === undefined ? null : (
          <Link className="back" to={back.to}>
            <Icon name="arrowLeft" size={14} /> {back.label}
          </Link>
        )}
        <h1>{title}</h1>
        {children === undefined ? null : <div className="lede">{children}</div>}
      </div>
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </header>
  )
}
