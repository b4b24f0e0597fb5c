import { createHash, randomBytes, timingSafeEqual } from "node:crypto"

/** An API key as its owner keeps it: `pos_<id>_<secret>`. The database keeps the id and a hash of the secret. */
export interface ApiKey {
  readonly id: string
  readonly secret: string
}

const shape = /^pos_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/

export const parse = (text: string): ApiKey | undefined => {
  const [, id, secret] = shape.exec(text) ?? []
  return id === undefined || secret === undefined ? undefined : { id, secret }
}

export const format = ({ id, secret }: ApiKey): string => `pos_${id}_${secret}`

/** A new key: 64 random bits to find it by, 256 that prove it. */
export const draw = (): ApiKey => ({
  id: randomBytes(8).toString("hex"),
  secret: randomBytes(32).toString("base64url")
})

export const hash = (secret: string): string => createHash("sha256").update(secret).digest("hex")

/** Takes the same time wherever the two differ. */
export const fits = (secret: string, expectedHash: string): boolean => {
  const [given, expected] = [Buffer.from(hash(secret)), Buffer.from(expectedHash)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
