import { SqlClient } from "@effect/sql"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { createHash } from "node:crypto"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import { BookingId } from "../entities/domain/Ids.ts"
import { type ContractSignature, SigningRefused } from "../entities/domain/Signing.ts"
import { isGenuine } from "../entities/Genuine.ts"
import { acting, requireRole } from "./acting.ts"
import {
  DocumentKind,
  DocumentNotDue,
  DocumentNotFound,
  DocumentRpcs,
  type SignatureView
} from "./contract/DocumentRpcs.ts"
import { offerPaper } from "./offerPaper.ts"
import { Offers } from "./Offers.ts"
import { orUnavailable } from "./orUnavailable.ts"
import { SigningKeys } from "./SigningKeys.ts"

const Stored = Schema.Struct({
  hash: Schema.String,
  bookingId: BookingId,
  version: Schema.Int,
  kind: DocumentKind,
  pdf: Schema.Uint8ArrayFromSelf,
  madeAt: Schema.DateFromSelf
})

const desk = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const offers = yield* Offers
  const bookingOf = yield* BookingEntity.client
  const keys = yield* SigningKeys

  const stored = (
    where: { readonly hash: string } | { readonly bookingId: string; readonly version: number; readonly kind: string }
  ) =>
    sql`select hash, booking_id as "bookingId", version, kind, pdf, made_at as "madeAt" from documents where ${
      "hash" in where
        ? sql`hash = ${where.hash}`
        : sql`booking_id = ${where.bookingId} and version = ${where.version} and kind = ${where.kind}`
    }`.pipe(
      Effect.flatMap(Schema.decodeUnknown(Schema.Array(Stored))),
      Effect.map(([found]) => Option.fromNullable(found))
    )

  const make = Effect.fn("Documents.make")(function*(
    { bookingId, kind, version }: Pick<typeof Stored.Type, "bookingId" | "kind" | "version">
  ) {
    const { id: actor } = yield* requireRole("booker")
    const before = yield* stored({ bookingId, kind, version })
    if (Option.isSome(before)) return view(before.value)
    const found = yield* offers.GetOffer({ bookingId, version })
    const { status } = found.offer
    if (kind === "contract" ? status !== "accepted" : status === "draft") {
      return yield* new DocumentNotDue({ version, kind, status })
    }
    const { terms } = yield* ask(`Booking ${bookingId}`, bookingOf(bookingId).Get())
    const pdf = yield* offerPaper(kind, terms, found)
    yield* sql`insert into documents (hash, booking_id, version, kind, pdf, actor)
        values (${hashOf(pdf)}, ${bookingId}, ${version}, ${kind}, ${pdf}, ${actor}) on conflict do nothing`
    const made = yield* Effect.flatten(stored({ bookingId, kind, version })).pipe(Effect.orDie)
    return view(made)
  }, orUnavailable("The document"))

  return DocumentRpcs.of({
    MakeDocument: make,
    GetDocument: Effect.fn("Documents.get")(function*({ hash }) {
      const found = yield* Effect.mapError(
        Effect.flatten(stored({ hash })),
        (error) => error._tag === "NoSuchElementException" ? new DocumentNotFound({ hash }) : error
      )
      return { ...view(found), pdfBase64: Buffer.from(found.pdf).toString("base64") }
    }, orUnavailable("The document")),
    SignContract: Effect.fn("Documents.sign")(function*({ bookingId, name, requestId, side }) {
      const principal = yield* requireRole("booker")
      const sent = yield* acting("booker", requestId)
      const booking = bookingOf(bookingId)
      const { acceptedVersion: version } = yield* ask(`Booking ${bookingId}`, booking.Get())
      if (version === null) {
        return yield* new SigningRefused({ bookingId, problem: "no version of the offer is accepted" })
      }
      const { hash } = yield* make({ bookingId, version, kind: "contract" })
      const signature = yield* keys.sign(principal, { bookingId, version, hash, side, name })
      return yield* ask(`Booking ${bookingId}`, booking.SignContract({ ...sent, version, hash, signature }))
    }),
    VerifyDocument: Effect.fn("Documents.verify")(function*({ pdfBase64 }) {
      const hash = hashOf(Buffer.from(pdfBase64, "base64"))
      const found = yield* stored({ hash })
      if (Option.isNone(found)) return { hash, document: null, signatures: [] }
      const { bookingId } = found.value
      const { contract } = yield* ask(`Booking ${bookingId}`, bookingOf(bookingId).Get())
      const signatures = contract?.hash === hash ? contract.signatures.map((one) => signatureView(hash, one)) : []
      return { hash, document: view(found.value), signatures }
    }, orUnavailable("The document"))
  })
})

const view = ({ madeAt, pdf, ...document }: typeof Stored.Type) => ({
  ...document,
  bytes: pdf.length,
  madeAt: madeAt.toISOString()
})

const signatureView = (hash: string, signature: ContractSignature): SignatureView => ({
  side: signature.side,
  name: signature.name,
  signedAt: new Date(signature.atMillis).toISOString(),
  fingerprint: hashOf(Buffer.from(signature.publicKey, "base64")),
  genuine: isGenuine({ hash, signature })
})

const hashOf = (pdf: Uint8Array): string => createHash("sha256").update(pdf).digest("hex")

/** Offers and contracts on paper; the RPC and the REST side answer with it. */
export class Documents
  extends Context.Tag("promoteros/rpc/Documents")<Documents, Effect.Effect.Success<typeof desk>>()
{
  static readonly layer = Layer.effect(Documents, desk)
}
