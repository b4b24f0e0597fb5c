import { SqlClient } from "@effect/sql"
import { Clock, Context, DateTime, Effect, Layer, Schema } from "effect"
import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto"
import type { ContractSignature } from "../entities/domain/Signing.ts"
import type { Unavailable } from "../entities/domain/Unavailable.ts"
import type { Principal } from "./contract/Access.ts"
import { orUnavailable } from "./orUnavailable.ts"
import { Vault } from "./Vault.ts"

/** What a principal signs: `hash` is the SHA-256 of the PDF, hex. */
export interface Paper extends Pick<ContractSignature, "side" | "name"> {
  readonly bookingId: string
  readonly version: number
  readonly hash: string
}

const Key = Schema.Struct({ publicKey: Schema.String, sealed: Schema.String })

/** An Ed25519 key for each principal, made when it first signs; its private half is sealed and never leaves. */
export class SigningKeys extends Context.Tag("promoteros/rpc/SigningKeys")<SigningKeys, {
  readonly sign: (principal: Principal, paper: Paper) => Effect.Effect<ContractSignature, Unavailable>
}>() {
  static readonly layer = Layer.effect(
    SigningKeys,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const vault = yield* Vault

      const find = (id: string) =>
        sql`select public_key as "publicKey", sealed from signing_keys where principal = ${id}`.pipe(
          Effect.flatMap(Schema.decodeUnknown(Schema.Array(Key))),
          Effect.map(([key]) => key)
        )
      const keyOf = Effect.fnUntraced(function*(id: string) {
        const known = yield* find(id)
        if (known !== undefined) return known
        const { privateKey, publicKey } = yield* Effect.sync(() =>
          generateKeyPairSync("ed25519", {
            publicKeyEncoding: { format: "der", type: "spki" },
            privateKeyEncoding: { format: "der", type: "pkcs8" }
          })
        )
        const sealed = yield* vault.seal(privateKey, `signing-key/${id}`)
        yield* sql`insert into signing_keys ${
          sql.insert({ principal: id, public_key: publicKey.toString("base64"), sealed })
        } on conflict do nothing`
        return yield* Effect.flatMap(
          find(id),
          (made) =>
            made === undefined ? Effect.dieMessage("A signing key is gone that was just made") : Effect.succeed(made)
        )
      })

      return SigningKeys.of({
        sign: Effect.fn("SigningKeys.sign")(function*({ id, name: account }, { bookingId, hash, name, side, version }) {
          const { publicKey, sealed } = yield* keyOf(id)
          const key = yield* vault.open(sealed, `signing-key/${id}`)
          const atMillis = yield* Clock.currentTimeMillis
          const signedAt = DateTime.formatIso(DateTime.unsafeMake(atMillis))
          const statement = JSON.stringify({
            contract: bookingId,
            version,
            hash,
            side,
            name,
            signer: id,
            account,
            signedAt
          })
          const signature = sign(
            null,
            Buffer.from(statement),
            createPrivateKey({ key, format: "der", type: "pkcs8" })
          ).toString("base64")
          return { side, name, by: id, statement, publicKey, signature, atMillis }
        }, orUnavailable("The signing key"))
      })
    })
  )
}
