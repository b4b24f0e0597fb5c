import { Effect } from "effect"
import type { BookingId } from "../../../entities/domain/Ids.ts"
import type { DocumentKind } from "../../../rpc/contract/DocumentRpcs.ts"
import { useCommand } from "./useCommand.ts"

/** Makes the paper, or finds the one that was made, and hands it to the browser as a file. */
export const useDownload = (bookingId: BookingId) =>
  useCommand(
    (api, { kind, version }: { readonly kind: DocumentKind; readonly version: number }) =>
      api.MakeDocument({ bookingId, version, kind }).pipe(
        Effect.flatMap(({ hash }) => api.GetDocument({ hash }))
      ),
    { changes: [], onDone: (paper) => save(paper.pdfBase64, `${paper.kind}-v${paper.version}-${bookingId}.pdf`) }
  )

const save = (base64: string, name: string) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  saveFile(new Blob([bytes], { type: "application/pdf" }), name)
}

export const saveFile = (file: Blob, name: string) => {
  const url = URL.createObjectURL(file)
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
