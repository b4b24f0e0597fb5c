import { Component, type ReactNode } from "react"
import { Notice } from "./Notice.tsx"

/** A page that breaks says so and offers a way on, instead of leaving an empty window. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true }
  }

  override render() {
    return this.state.broken
      ? (
        <Notice tone="bad" alert>
          <h1>This page broke</h1>
          <p>Nothing that you booked is lost. A new version may have been installed while the page was open.</p>
          <div className="row">
            <button type="button" className="button button-primary" onClick={() => location.reload()}>
              Load it again
            </button>
            <a className="button" href="/">Go to Discover</a>
          </div>
        </Notice>
      )
      : this.props.children
  }
}
