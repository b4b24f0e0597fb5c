import { useEffect, useRef } from "react"
import { NavLink, Outlet, useLocation } from "react-router"
import { useFreshBookings } from "../client/feed/useFreshBookings.ts"
import { useAbout } from "../client/operations.ts"
import { Boundary } from "./Boundary.tsx"
import { Brand } from "./Brand.tsx"
import { Icon, type IconName } from "./Icon.tsx"
import { SignedInAs } from "./SignedInAs.tsx"
import { SourceBadge } from "./SourceBadge.tsx"
import { ThemeToggle } from "./ThemeToggle.tsx"

const places: ReadonlyArray<readonly [to: string, label: string, icon: IconName]> = [
  ["/", "Discover", "search"],
  ["/bookings", "Bookings", "bookings"],
  ["/calendar", "Calendar", "calendar"],
  ["/portfolio", "Portfolio", "portfolio"],
  ["/history", "History", "history"],
  ["/live", "Live", "live"],
  ["/operations", "Operations", "operations"],
  ["/settings", "Settings", "settings"]
]

/** What stands around every page: where one can go, who one is, and what the figures are worth. */
export const Shell = () => {
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const shown = useRef(pathname)
  const about = useAbout()
  useFreshBookings()
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <div className="shell">
      <a className="skip" href="#main">Skip to content</a>
      <aside className="side" aria-label="PromoterOS">
        <Brand />
        <nav className="nav" aria-label="Main">
          <ul>
            {places.map(([to, label, icon]) => (
              <li key={to}>
                <NavLink to={to} end={to === "/"}>
                  <Icon name={icon} size={20} />
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="side-foot">
          {about.data === undefined ? null : (
            <>
              <SignedInAs about={about.data} />
              <p className="muted">Version {about.data.version}</p>
            </>
          )}
        </div>
      </aside>
      <div>
        <header className="bar">
          <Brand />
          {about.data === undefined ? null : <SourceBadge source={about.data.figuresSource} />}
          {about.data === undefined ? null : <SignedInAs about={about.data} compact />}
          <ThemeToggle />
        </header>
        <main className="main" id="main" ref={main} tabIndex={-1}>
          <Boundary key={pathname}>
            <Outlet />
          </Boundary>
        </main>
      </div>
    </div>
  )
}
