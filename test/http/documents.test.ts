import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { createHash } from "node:crypto"
import { DocumentView, SignatureView } from "../../rpc/contract/DocumentRpcs.ts"
import * as App from "./app.ts"

const decodeView = Schema.decodeSync(Schema.parseJson(DocumentView))
const decodeFile = Schema.decodeSync(Schema.parseJson(Schema.Struct({ pdfBase64: Schema.String })))
const decodeVerified = Schema.decodeSync(
  Schema.parseJson(Schema.Struct({ document: Schema.NullOr(DocumentView), signatures: Schema.Array(SignatureView) }))
)
const Opened = Schema.parseJson(Schema.Struct({ id: Schema.String }))

/** The words of an uncompressed PDF: its strings are in hexadecimal. */
const wordsOf = (pdf: Buffer): string =>
  [...pdf.toString("latin1").matchAll(/\[(.*?)\] TJ/g)].map(([, parts = ""]) =>
    [...parts.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1")).join("")
  ).join("\n")

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("documents over REST", (it) => {
  it.effect("are made once of an offer, say what is not known, and tell a changed byte", () =>
    Effect.gen(function*() {
      const booking = { artistId: "act", venueId: "hall", date: "2031-08-01", ticketPriceCents: 4_000 }
      const { id } = yield* Schema.decode(Opened)((yield* App.postJson("/api/v1/bookings", booking)).text)
      const at = `/api/v1/bookings/${id}`
      const paper = (kind: string) => App.postJson(`${at}/documents`, { version: 1, kind })
      yield* App.postJson(`${at}/offers`, {})
      assert.strictEqual(App.refusal(yield* paper("offerSheet")).code, "DocumentNotDue")
      yield* App.postJson(`${at}/offers/1/send`, {})
      assert.strictEqual((yield* paper("offerSheet")).status, 200)
      assert.strictEqual(App.refusal(yield* paper("contract")).code, "DocumentNotDue")
      yield* App.postJson(`${at}/offers/1/accept`, {})

      const made = yield* paper("contract")
      assert.strictEqual(made.status, 200, made.text)
      assert.strictEqual((yield* paper("contract")).text, made.text)
      const { hash } = decodeView(made.text)
      const pdf = Buffer.from(decodeFile((yield* App.send(`/api/v1/documents/${hash}`)).text).pdfBase64, "base64")
      assert.strictEqual(createHash("sha256").update(pdf).digest("hex"), hash)
      const words = wordsOf(pdf)
      for (
        const said of ["Performance contract", "Artist: The Act", "1500 at 40.00", "Note: No data", "30000.00 flat"]
      ) {
        assert.include(words, said)
      }

      const verify = (file: Buffer) =>
        Effect.map(
          App.postJson("/api/v1/documents/verify", { pdfBase64: file.toString("base64") }),
          ({ text }) => decodeVerified(text).document
        )
      assert.strictEqual((yield* verify(pdf))?.hash, hash)
      const changed = Buffer.from(pdf)
      changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1
      assert.isNull(yield* verify(changed))

      const sign = (side: string, name: string, key = `sign-${side}`) =>
        App.postJson(`${at}/contract/signatures`, { side, name }, { "idempotency-key": key })
      const signed = yield* sign("promoter", "P. Romoter")
      assert.strictEqual(signed.status, 200, signed.text)
      assert.strictEqual((yield* sign("promoter", "P. Romoter")).text, signed.text)
      assert.strictEqual(App.refusal(yield* sign("promoter", "Somebody Else", "again")).code, "SigningRefused")
      yield* sign("artist", "A. Gent")
      const { signatures } = decodeVerified(
        (yield* App.postJson("/api/v1/documents/verify", { pdfBase64: pdf.toString("base64") })).text
      )
      assert.deepStrictEqual(
        signatures.map(({ genuine, name, side }) => [side, name, genuine]),
        [["promoter", "P. Romoter", true], ["artist", "A. Gent", true]]
      )
    }))

  it.effect("that are not here are not found", () =>
    Effect.gen(function*() {
      assert.strictEqual(App.refusal(yield* App.send(`/api/v1/documents/${"0".repeat(64)}`)).code, "DocumentNotFound")
      assert.strictEqual((yield* App.send("/api/v1/documents/x")).status, 422)
    }))
})
