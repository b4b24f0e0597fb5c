import type { FiguresSource } from "../../../entities/domain/Platform.ts"
import { Explained } from "./Explained.tsx"

/** Which figures a page stands on. */
export const SourceBadge = ({ source }: { readonly source: FiguresSource }) =>
  source === "sandbox"
    ? (
      <Explained
        className="badge badge-warn"
        testId="source-badge"
        text="Acts, audiences and past shows here are invented by the sandbox platforms that come with PromoterOS. Rooms are real. Set it up with live platforms before you act on a figure."
      >
        Sandbox figures
      </Explained>
    )
    : (
      <Explained
        className="badge badge-good"
        testId="source-badge"
        text="Figures come from the live platforms and are as fresh as each artist page says."
      >
        Live figures
      </Explained>
    )
