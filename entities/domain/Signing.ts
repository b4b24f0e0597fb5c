import { Schema } from "effect"
import { Label } from "./deal/Label.ts"
import { BookingId } from "./Ids.ts"
import { SheetHash, SigningSide } from "./Settling.ts"

/**
 * One side's signature of a contract. `statement` is the JSON that was signed, to the letter: it names the SHA-256 of the
 * PDF, the booking, the side, who signed and when, so that a signature means nothing on another paper. Ed25519 (RFC 8032).
 */
export const ContractSignature = Schema.Struct({
  side: SigningSide,
  name: Label,
  /** the principal whose key signed */
  by: Schema.String,
  statement: Schema.String.pipe(Schema.maxLength(2_000)),
  /** SubjectPublicKeyInfo, base64 */
  publicKey: Schema.String.pipe(Schema.maxLength(200)),
  /** base64 */
  signature: Schema.String.pipe(Schema.maxLength(200)),
  atMillis: Schema.Int
})
export type ContractSignature = typeof ContractSignature.Type

/** The paper that is signed: of one accepted version of the offer, called by the SHA-256 of its PDF. */
export const SignedContract = Schema.Struct({
  version: Schema.Int,
  hash: SheetHash,
  signatures: Schema.Array(ContractSignature)
})
export type SignedContract = typeof SignedContract.Type

export class SigningRefused extends Schema.TaggedError<SigningRefused>()("SigningRefused", {
  bookingId: BookingId,
  problem: Schema.String
}) {
  override get message() {
    return `The contract cannot be signed so: ${this.problem}`
  }
}
