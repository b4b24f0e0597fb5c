import { Either } from "effect"
import { type ContractSignature, SigningRefused } from "../../domain/Signing.ts"
import { isGenuine } from "../../Genuine.ts"
import { type Answer, type Asked, type Decide, decide, nothing } from "../decide.ts"
import { acceptedOffer } from "../offer/state.ts"

export interface Signing {
  readonly version: number
  readonly hash: string
  readonly signature: ContractSignature
}

/** A contract is of the accepted version; each side signs it once, and both the same paper (I7). */
export const sign = (asked: Asked, { hash, signature, version }: Signing): Decide =>
  decide(asked, (booking): Answer => {
    const { contract } = booking
    const refused = (problem: string): Answer =>
      Either.left(new SigningRefused({ bookingId: asked.bookingId, problem }))
    if (acceptedOffer(booking)?.version !== version) return refused(`version ${version} of the offer is not accepted`)
    if (contract !== null && contract.hash !== hash) return refused("the other side signed another paper")
    if (!isGenuine({ hash, signature })) return refused("the signature does not fit its key and this paper")
    const before = contract?.signatures.find(({ side }) => side === signature.side)
    if (before !== undefined) {
      return before.by === signature.by && before.name === signature.name
        ? nothing
        : refused(`${before.name} signed for the ${signature.side} already`)
    }
    return Either.right([{ _tag: "BookingContractSigned", version, hash, signature, atMillis: asked.atMillis }])
  })
