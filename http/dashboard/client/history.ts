import type { ArtistId, VenueId } from "../../../entities/domain/Ids.ts"
import { useAnswer } from "./useAnswer.ts"
import { useCommand } from "./useCommand.ts"

interface Decisions {
  readonly acts: ReadonlyArray<{ readonly name: string; readonly id: ArtistId | null }>
  readonly venues: ReadonlyArray<{ readonly name: string; readonly city: string; readonly id: VenueId | null }>
}

export const usePreviewShows = () => useCommand((api, csv: string) => api.PreviewShows({ csv }), { changes: [] })

export const useConfirmNames = (onDone: () => void) =>
  useCommand((api, names: Decisions) => api.ConfirmNames(names), { changes: [], onDone })

export const useImportShows = () =>
  useCommand(
    (api, sheet: { readonly csv: string; readonly faultyRows: "refuse" | "leaveOut" }, requestId) =>
      api.ImportShows({ requestId, ...sheet }),
    { changes: ["imports"] }
  )

export const useImports = () => useAnswer(["imports"], (api) => api.ListImports())
