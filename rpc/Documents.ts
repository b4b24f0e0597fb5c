import { SqlClient } from "@effect/sql"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { createHash } from "node:crypto"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import { BookingId } from "../entities/domain/Ids.ts"
import { requireRole } from "./acting.ts"
import { DocumentKind, DocumentNotDue, DocumentNotFound, DocumentRpcs } from "./contract/DocumentRpcs.ts"
import { offerPaper } from "./offerPaper.ts"
import { Offers } from "./Offers.ts"
import { orUnavailable } from "./orUnavailable.ts"

const Stored = Schema.Struct({
  hash: Schema.String,
  bookingId: BookingId,
  version: Schema.Int,
  kind: DocumentKind,
  pdf: Schema.Uint8ArrayFromSelf,
  madeAt: Schema.DateFromSelf
})

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const offers = yield* Offers
  const bookingOf = yield* BookingEntity.client

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

  return DocumentRpcs.of({
    MakeDocument: Effect.fn("Documents.make")(function*({ bookingId, kind, version }) {
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
    }, orUnavailable("The document")),
    GetDocument: Effect.fn("Documents.get")(function*({ hash }) {
      const found = yield* Effect.mapError(
        Effect.flatten(stored({ hash })),
        (error) => error._tag === "NoSuchElementException" ? new DocumentNotFound({ hash }) : error
      )
      return { ...view(found), pdfBase64: Buffer.from(found.pdf).toString("base64") }
    }, orUnavailable("The document")),
    VerifyDocument: Effect.fn("Documents.verify")(function*({ pdfBase64 }) {
      const hash = hashOf(Buffer.from(pdfBase64, "base64"))
      return { hash, document: Option.getOrNull(Option.map(yield* stored({ hash }), view)) }
    }, orUnavailable("The document"))
  })
})

const view = ({ madeAt, pdf, ...document }: typeof Stored.Type) => ({
  ...document,
  bytes: pdf.length,
  madeAt: madeAt.toISOString()
})

const hashOf = (pdf: Uint8Array): string => createHash("sha256").update(pdf).digest("hex")

/** Offers and contracts on paper; the RPC and the REST side answer with it. */
export class Documents
  extends Context.Tag("promoteros/rpc/Documents")<Documents, Effect.Effect.Success<typeof make>>()
{
  static readonly layer = Layer.effect(Documents, make)
}
