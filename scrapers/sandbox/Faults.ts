import { Schema } from "effect"
import { Platform } from "../../entities/domain/Platform.ts"

/** What a sandbox platform can do instead of answering. */
export const Fault = Schema.Literal(
  "RateLimited",
  "LoginPage",
  "Captcha",
  "Waf",
  "Consent",
  "EmptyShell",
  "NotFound",
  "Private",
  "ServerError",
  "Slow",
  "Silence",
  "CutOff",
  "RedirectLoop",
  "RedirectAway",
  "HugePage",
  "GzipBomb",
  "EndlessScript"
)
export type Fault = typeof Fault.Type

/** A fault to come: for the next `count` requests (all of them without one) to a platform, or to one handle on it. */
export const PlannedFault = Schema.Struct({
  platform: Platform,
  handle: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(64)), { exact: true }),
  fault: Fault,
  count: Schema.optionalWith(Schema.Int.pipe(Schema.between(1, 1_000_000)), { exact: true }),
  /** seconds, for RateLimited */
  retryAfter: Schema.optionalWith(Schema.Int.pipe(Schema.between(0, 86_400)), { exact: true })
})
export type PlannedFault = typeof PlannedFault.Type

export type Plan = ReadonlyArray<PlannedFault>

const maxPlanned = 1_000

/** The newest plan of a platform and handle takes the place of an older one. */
export const add = (plan: Plan, fault: PlannedFault): Plan =>
  [fault, ...plan.filter((other) => other.platform !== fault.platform || other.handle !== fault.handle)].slice(
    0,
    maxPlanned
  )

/** The fault that meets a request, and the plan that is left after it. */
export const draw = (plan: Plan, platform: Platform, handle: string): readonly [PlannedFault | undefined, Plan] => {
  const met = plan.find((fault) =>
    fault.platform === platform && (fault.handle === undefined || fault.handle === handle)
  )
  if (met === undefined) return [byName(platform, handle), plan]
  if (met.count === undefined) return [met, plan]
  const left = met.count - 1
  return [met, plan.flatMap((fault) => fault === met ? (left === 0 ? [] : [{ ...fault, count: left }]) : [fault])]
}

/** Handles that always misbehave: `sbx_fault_captcha`, `sbx_fault_cutoff`; on Spotify `sbxFaultCaptcha` with zeros after it. */
const byName = (platform: Platform, handle: string): PlannedFault | undefined => {
  const said = /^sbx_?fault_?([a-z]+)0*$/i.exec(handle)?.[1]?.toLowerCase()
  const fault = Fault.literals.find((fault) => fault.toLowerCase() === said)
  return fault === undefined ? undefined : { platform, fault }
}
