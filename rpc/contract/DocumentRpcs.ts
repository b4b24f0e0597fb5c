import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { BookingRefusal, BookingView } from "../../entities/domain/Booking.ts"
import { Label } from "../../entities/domain/deal/Label.ts"
import { BookingId, RequestId } from "../../entities/domain/Ids.ts"
import { SigningSide } from "../../entities/domain/Settling.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Forbidden } from "./Access.ts"

/** An offer sheet is made of any version that was sent, a contract of the accepted one only. */
export const DocumentKind = Schema.Literal("offerSheet", "contract")
export type DocumentKind = typeof DocumentKind.Type

const Hash = Schema.String.pipe(
  Schema.pattern(/^[0-9a-f]{64}$/, { message: () => "a hash is 64 hexadecimal digits (SHA-256)" })
)

export const DocumentView = Schema.Struct({
  /** SHA-256 of the PDF, hex: what it is called by */
  hash: Hash,
  bookingId: BookingId,
  version: Schema.Int,
  kind: DocumentKind,
  bytes: Schema.Int,
  madeAt: Schema.String
})
export type DocumentView = typeof DocumentView.Type

/** A signature as anybody may see it. */
export const SignatureView = Schema.Struct({
  side: SigningSide,
  name: Schema.String,
  signedAt: Schema.String,
  /** SHA-256 of the public key, hex */
  fingerprint: Schema.String,
  /** it was checked just now, with that key, against this paper */
  genuine: Schema.Boolean
})
export type SignatureView = typeof SignatureView.Type

export class DocumentNotFound extends Schema.TaggedError<DocumentNotFound>()("DocumentNotFound", {
  hash: Schema.String
}) {
  override get message() {
    return `No document here has the hash ${this.hash}`
  }
}

/** The version is still a draft, or not the one that was accepted. */
export class DocumentNotDue extends Schema.TaggedError<DocumentNotDue>()("DocumentNotDue", {
  version: Schema.Int,
  kind: DocumentKind,
  status: Schema.String
}) {
  override get message() {
    return this.kind === "contract"
      ? `A contract is made of the accepted version; version ${this.version} is ${this.status}`
      : `An offer sheet is made of a version that was sent; version ${this.version} is ${this.status}`
  }
}

const error = Schema.Union(Unavailable, Forbidden)

export class DocumentRpcs extends RpcGroup.make(
  /** Made once: asking again gives the same paper, byte for byte. */
  Rpc.make("MakeDocument", {
    payload: Schema.Struct({
      bookingId: BookingId,
      version: Schema.Int.pipe(Schema.positive({ message: () => "a version is a whole number from 1 on" })),
      kind: DocumentKind
    }),
    success: DocumentView,
    error: Schema.Union(BookingRefusal, DocumentNotDue, error)
  }),
  Rpc.make("GetDocument", {
    payload: Schema.Struct({ hash: Hash }),
    success: Schema.Struct({ ...DocumentView.fields, pdfBase64: Schema.String }),
    error: Schema.Union(DocumentNotFound, Unavailable)
  }),
  /** Signs the contract of the accepted version for one side, with the Ed25519 key of whoever calls. */
  Rpc.make("SignContract", {
    payload: Schema.Struct({ requestId: RequestId, bookingId: BookingId, side: SigningSide, name: Label }),
    success: BookingView,
    error: Schema.Union(BookingRefusal, DocumentNotDue, error)
  }),
  /** Whether a file is, to the last byte, a document that was made here, and who signed it. */
  Rpc.make("VerifyDocument", {
    payload: Schema.Struct({
      pdfBase64: Schema.String.pipe(
        Schema.pattern(/^[A-Za-z0-9+/]+={0,2}$/, { message: () => "send the file as base64" }),
        Schema.maxLength(900_000, { message: () => "a document is at most 900000 characters of base64" })
      )
    }),
    success: Schema.Struct({
      hash: Hash,
      document: Schema.NullOr(DocumentView),
      signatures: Schema.Array(SignatureView)
    }),
    error: Schema.Union(BookingRefusal, Unavailable)
  })
) {}
