import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import { generateKeyPairSync, sign as signBytes } from "node:crypto"
import { open } from "../../../entities/booking/behavior.ts"
import { sign, type Signing } from "../../../entities/booking/contract/behavior.ts"
import type { Asked, Decide } from "../../../entities/booking/decide.ts"
import * as offers from "../../../entities/booking/offer/behavior.ts"
import { type Booking, evolve, initial } from "../../../entities/booking/state.ts"
import { isGenuine } from "../../../entities/Genuine.ts"
import { bookingId, terms } from "./show.ts"

const asked: Asked = { bookingId: bookingId("bk-1"), actor: "tester", atMillis: 5 }
const after = (booking: Booking, decide: Decide): Booking =>
  Either.match(decide(booking), {
    onLeft: (refusal) => assert.fail(refusal.message),
    onRight: (events) => events.reduce(evolve, booking)
  })
const accepted = [
  open(asked, terms()),
  offers.draft(asked, {}),
  offers.send(asked, { version: 1, conflicts: [] }),
  offers.accept(asked, 1)
].reduce(after, initial)

const paper = "a".repeat(64)
const { privateKey, publicKey } = generateKeyPairSync("ed25519")
const signing = (side: "promoter" | "artist", name: string, hash = paper, about = hash): Signing => {
  const statement = JSON.stringify({ contract: "bk-1", version: 1, hash: about, side, name })
  return {
    version: 1,
    hash,
    signature: {
      side,
      name,
      by: "local",
      statement,
      publicKey: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
      signature: signBytes(null, Buffer.from(statement), privateKey).toString("base64"),
      atMillis: 5
    }
  }
}
const refused = (booking: Booking, wanted: Signing): string =>
  Either.match(sign(asked, wanted)(booking), { onLeft: ({ message }) => message, onRight: () => "nothing" })

describe("a contract", () => {
  it("is signed once by each side, and its hash is the booking's", () => {
    const promoter = after(accepted, sign(asked, signing("promoter", "P")))
    assert.strictEqual(promoter.contract?.hash, paper)
    assert.deepStrictEqual(sign(asked, signing("promoter", "P"))(promoter), Either.right([]))
    assert.match(refused(promoter, signing("promoter", "Q")), /P signed for the promoter already/)
    assert.strictEqual(after(promoter, sign(asked, signing("artist", "A"))).contract?.signatures.length, 2)
  })

  it("is of the accepted version, and both sides sign the same paper", () => {
    assert.match(refused(after(initial, open(asked, terms())), signing("artist", "A")), /is not accepted/)
    const promoter = after(accepted, sign(asked, signing("promoter", "P")))
    assert.match(refused(promoter, signing("artist", "A", "b".repeat(64))), /the other side signed another paper/)
  })

  it("takes no signature of another paper, of another key, or of changed words", () => {
    const other = "b".repeat(64)
    assert.match(refused(accepted, signing("artist", "A", paper, other)), /does not fit its key and this paper/)
    const { hash, signature } = signing("artist", "A")
    const stranger = generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" }).toString("base64")
    for (
      const forged of [
        { ...signature, publicKey: stranger },
        { ...signature, publicKey: "nonsense" },
        { ...signature, statement: signature.statement.replace("artist", "promoter") },
        { ...signature, signature: "" }
      ]
    ) {
      assert.isFalse(isGenuine({ hash, signature: forged }))
    }
    assert.isTrue(isGenuine({ hash, signature }))
  })
})
