import { Effect } from "effect"
import { DocumentRpcs } from "../../rpc/contract/DocumentRpcs.ts"
import { Documents } from "../../rpc/Documents.ts"
import { endpoint, get, post, rpcOf } from "./Endpoint.ts"

/** Offers and contracts on paper. */
export const documents = Effect.map(Documents, (answer) => [
  endpoint(
    rpcOf(DocumentRpcs, "MakeDocument"),
    post("/bookings/:bookingId/documents", "Makes the offer sheet or the contract of a version of the offer, once"),
    answer.MakeDocument
  ),
  endpoint(rpcOf(DocumentRpcs, "GetDocument"), get("/documents/:hash", "A document, as base64"), answer.GetDocument),
  endpoint(
    rpcOf(DocumentRpcs, "SignContract"),
    post("/bookings/:bookingId/contract/signatures", "Signs the contract for one side"),
    answer.SignContract
  ),
  endpoint(
    rpcOf(DocumentRpcs, "VerifyDocument"),
    post("/documents/verify", "Whether a file is, to the last byte, a document that was made here"),
    answer.VerifyDocument
  )
])
