import type { State } from "../../client/feed/connection.ts"

export const ConnectionState = ({ state }: { readonly state: State }) => {
  switch (state._tag) {
    case "Open":
      return (
        <span className="badge badge-good" role="status" data-testid="ws-state" data-state="open">
          <span className="dot dot-full" /> Connected
        </span>
      )
    case "Connecting":
      return (
        <span className="badge badge-accent" role="status" data-testid="ws-state" data-state="connecting">
          <span className="spinner" /> Connecting
        </span>
      )
    case "Waiting":
      return (
        <span className="badge badge-warn" role="status" data-testid="ws-state" data-state="waiting">
          <span className="dot" /> Disconnected, attempt {state.attempt + 1} in{" "}
          {Math.max(1, Math.round(state.millis / 1000))} s
        </span>
      )
  }
}
