import { Effect } from "effect"
import { HistoryRpcs } from "../../rpc/contract/HistoryRpcs.ts"
import { ShowImports } from "../../rpc/ShowImports.ts"
import { endpoint, get, post, rpcOf } from "./Endpoint.ts"

/** A promoter's own past shows, as a file. */
export const history = Effect.map(ShowImports, (answer) => [
  endpoint(
    rpcOf(HistoryRpcs, "PreviewShows"),
    {
      ...post("/history/preview", "What importing a file of past shows would do; nothing is written"),
      csvField: "csv"
    },
    answer.PreviewShows
  ),
  endpoint(
    rpcOf(HistoryRpcs, "ConfirmNames"),
    { ...post("/history/names", "Says whom the names of files mean"), status: 204 },
    answer.ConfirmNames
  ),
  endpoint(
    rpcOf(HistoryRpcs, "ImportShows"),
    {
      ...post("/history/imports", "Writes the past shows of a file; the same file again changes nothing"),
      csvField: "csv"
    },
    answer.ImportShows
  ),
  endpoint(
    rpcOf(HistoryRpcs, "ListImports"),
    get("/history/imports", "What was imported, newest first"),
    answer.ListImports
  )
])
