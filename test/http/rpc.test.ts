import { FetchHttpClient } from "@effect/platform"
import { RpcClient, RpcSerialization } from "@effect/rpc"
import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Layer, Schema } from "effect"
import { ArtistId, RequestId } from "../../entities/domain/Ids.ts"
import { Contract } from "../../rpc/contract/Contract.ts"
import { Keys } from "../../rpc/Keys.ts"
import * as App from "./app.ts"

/** The client that the dashboard uses. */
const client = Effect.flatMap(App.origin, (origin) =>
  Effect.provide(
    RpcClient.make(Contract),
    RpcClient.layerProtocolHttp({ url: `${origin}/rpc` }).pipe(
      Layer.provide([RpcSerialization.layerMsgPack, FetchHttpClient.layer])
    )
  ))

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("RPC over HTTP", (it) => {
  it.scoped("answers the typed client, and a refusal arrives as what it is", () =>
    Effect.gen(function*() {
      const rpc = yield* client
      const about = yield* rpc.GetAbout()
      assert.strictEqual(about.principal.via, "loopback")
      const refusal = yield* Effect.flip(rpc.GetArtist({ artistId: ArtistId.make("nobody") }))
      assert.strictEqual(refusal._tag, "ArtistNotFound")
      assert.include(refusal.message, "nobody")
    }))

  it.scoped("takes nobody's word for where a call comes from, not even in the headers of a message", () =>
    Effect.gen(function*() {
      const rpc = yield* client
      const forged = RpcClient.withHeaders({
        host: "localhost",
        "x-forwarded-for": "127.0.0.1",
        "x-local-visit": "local",
        authorization: "Bearer pos_0000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
      const refusal = yield* Effect.flip(forged(rpc.ListApiKeys()))
      assert.strictEqual(refusal._tag, "Unauthenticated")
    }))

  it.scoped("lets a key do what its role allows", () =>
    Effect.gen(function*() {
      const rpc = yield* client
      const { secret } = yield* Effect.flatMap(Keys, (keys) => keys.createApiKey({ name: "v", role: "viewer" }))
      const asViewer = RpcClient.withHeaders({ authorization: `Bearer ${secret}` })
      assert.strictEqual((yield* asViewer(rpc.GetAbout())).principal.role, "viewer")
      const watch = rpc.WatchArtist({
        requestId: RequestId.make("w"),
        artistId: ArtistId.make("act"),
        watched: true
      })
      assert.strictEqual((yield* Effect.flip(asViewer(watch)))._tag, "Forbidden")
      assert.isTrue((yield* watch).watched)
    }))

  it.scoped("refuses a foreign page that can only speak through a visitor's browser", () =>
    Effect.gen(function*() {
      const rpc = yield* client
      const call = yield* App.send("/rpc", {
        method: "POST",
        headers: { origin: "https://evil.example", "content-type": "application/msgpack" },
        body: yield* encoded("ListApiKeys")
      })
      assert.include(call.text, "Unauthenticated")
      assert.isArray(yield* rpc.ListApiKeys())
    }))
})

const encoded = (tag: string) =>
  Effect.map(RpcSerialization.RpcSerialization, (serialization) => {
    const bytes = serialization.unsafeMake().encode({
      _tag: "Request",
      id: "1",
      tag,
      payload: undefined,
      headers: [["host", "localhost"], ["origin", "http://localhost"]]
    })
    return Uint8Array.from(Schema.decodeUnknownSync(Schema.Uint8ArrayFromSelf)(bytes))
  }).pipe(Effect.provide(RpcSerialization.layerMsgPack))
