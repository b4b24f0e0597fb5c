import { createHmac, timingSafeEqual } from "node:crypto"

/** How far a delivery's clock may be off (Standard Webhooks). */
export const toleranceMillis = 5 * 60_000

export interface Signed {
  readonly id: string
  /** seconds since 1970, as sent */
  readonly timestamp: string
  /** `v1,<base64>`, several with spaces between while a secret is rotated */
  readonly signature: string
  readonly body: Buffer
}

/** Why a delivery is not to be trusted; undefined where it is (Standard Webhooks 1.0, `v1`: HMAC-SHA256). */
export const objection = (secret: string, signed: Signed, nowMillis: number): string | undefined => {
  const { body, id, signature, timestamp } = signed
  if (!/^\d{1,12}$/.test(timestamp)) return "webhook-timestamp is not a number of seconds"
  const expected = hmac(secret, `${id}.${timestamp}.`, body)
  const fits = signature.split(" ").slice(0, 10).some((one) => {
    const [version, given] = one.split(",")
    return version === "v1" && given !== undefined && equal(Buffer.from(given, "base64"), expected)
  })
  if (!fits) return "the signature does not fit"
  return Math.abs(nowMillis - Number(timestamp) * 1000) > toleranceMillis
    ? "the signature is more than five minutes old, or of the future"
    : undefined
}

const hmac = (secret: string, head: string, body: Buffer): Buffer =>
  createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64")).update(head).update(body).digest()

const equal = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other)
