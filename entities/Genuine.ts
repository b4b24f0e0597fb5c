import { Either } from "effect"
import { createPublicKey, verify } from "node:crypto"
import type { ContractSignature } from "./domain/Signing.ts"

/** The signature is the key's own, of a statement about this paper. */
export const isGenuine = (
  { hash, signature: { publicKey, signature, statement } }: {
    readonly hash: string
    readonly signature: ContractSignature
  }
): boolean =>
  Either.getOrElse(
    Either.try(() =>
      statement.includes(`"hash":"${hash}"`) &&
      verify(
        null,
        Buffer.from(statement),
        createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" }),
        Buffer.from(signature, "base64")
      )
    ),
    () => false
  )
