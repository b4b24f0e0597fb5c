import { Either } from "effect"

/** Headers as a server has them, names in lower case. */
export type Headers = Readonly<Record<string, string | ReadonlyArray<string> | undefined>>

/**
 * Whether a call comes from somebody at this machine: the peer is loopback, nobody passed it on, the address that was asked
 * for names this machine (a foreign name that resolves to it does not), and no page of another site sent it.
 */
export const isLocal = (peerAddress: string | undefined, headers: Headers): boolean =>
  isLoopback(peerAddress) &&
  forwarding.every((name) => headers[name] === undefined) &&
  namesThisMachine(headers["host"]) &&
  isOwnPage(headers)

/** Whether the page that sent this, if a browser did, was served by the address it asks. */
export const isOwnPage = (headers: Headers): boolean => {
  const { host, origin, "sec-fetch-site": site } = headers
  return (site === undefined || site === "same-origin" || site === "none") &&
    (origin === undefined || (typeof host === "string" && hostOf(String(origin)) === host.toLowerCase()))
}

const forwarding = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"]

const isLoopback = (address: string | undefined): boolean => {
  const plain = address?.replace(/^::ffff:/i, "")
  return plain === "::1" || (plain !== undefined && /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(plain))
}

const namesThisMachine = (host: Headers[string]): boolean =>
  typeof host === "string" && /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host)

const hostOf = (origin: string): string | undefined => Either.getOrUndefined(Either.try(() => new URL(origin).host))
