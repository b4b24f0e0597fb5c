import { HttpServerResponse } from "@effect/platform"
import type { Rpc, RpcGroup } from "@effect/rpc"
import { ParseResult, Schema } from "effect"
import { Avail } from "../entities/domain/VenueRefusals.ts"
import type { Unauthenticated } from "../rpc/contract/Access.ts"
import type { Contract } from "../rpc/contract/Contract.ts"
import type { CommandNotFound } from "./CommandNotFound.ts"
import type { Reply } from "./Reply.ts"

/** Every "no" that the contract knows, and that of the commands of automations. */
export type Refusal = Rpc.Error<RpcGroup.Rpcs<typeof Contract>> | Unauthenticated | CommandNotFound

const FieldError = Schema.Struct({
  /** where in what was sent: `booking.tiers.0.priceCents`; empty where all of it is meant */
  field: Schema.String,
  message: Schema.String
})
export type FieldError = typeof FieldError.Type

/** RFC 9457, with the fields that were wrong, when to try again, and the dates that are free instead. */
export const Problem = Schema.Struct({
  type: Schema.String,
  title: Schema.String,
  status: Schema.Int,
  detail: Schema.String,
  code: Schema.String,
  errors: Schema.Array(FieldError),
  retryAfterMillis: Schema.optionalWith(Schema.Int, { exact: true }),
  next: Schema.optionalWith(Schema.Array(Avail), { exact: true })
})
export type Problem = typeof Problem.Type

const problem = (
  status: number,
  code: string,
  title: string,
  detail: string,
  more: Pick<Problem, "errors" | "retryAfterMillis" | "next"> = { errors: [] }
): Problem => ({
  type: `urn:promoteros:problem:${code.replace(/(?<=.)([A-Z])/g, "-$1").toLowerCase()}`,
  title,
  status,
  detail,
  code,
  ...more
})

export const notFound = problem(404, "NotFound", "Not found", "there is nothing at this address")
export const methodNotAllowed = (allowed: ReadonlyArray<string>) =>
  problem(405, "MethodNotAllowed", "Method not allowed", `this address takes ${allowed.join(", ")}`)
export const malformed = (detail: string) => problem(400, "MalformedBody", "The body cannot be read", detail)
export const tooLarge = (limit: number) =>
  problem(413, "BodyTooLarge", "The body is too large", `a body is at most ${limit} bytes`)
export const notJson = problem(415, "UnsupportedMediaType", "Not JSON", "send JSON as Content-Type: application/json")
export const broken = problem(
  500,
  "InternalFault",
  "Something broke here",
  "it was logged; nothing is known of the outcome"
)
export const unsigned = (detail: string) => problem(401, "SignatureRefused", "The signature was refused", detail)
export const conflict = (code: string, detail: string) => problem(409, code, "Conflict", detail)

/** What was sent does not fit its schema: each field once, and why. Paths begin inside `within` where that is the body. */
export const invalid = (error: ParseResult.ParseError, within?: string): Problem => {
  const reasons = new Map<string, string>()
  for (const { message, path } of ParseResult.ArrayFormatter.formatErrorSync(error)) {
    const field = (path[0] === within ? path.slice(1) : path).map(String).join(".")
    if (!reasons.has(field) && reasons.size < 20) reasons.set(field, message.slice(0, 300))
  }
  return invalidFields([...reasons].map(([field, message]) => ({ field, message })))
}

export const invalidFields = (errors: ReadonlyArray<FieldError>): Problem =>
  problem(
    422,
    "InvalidFields",
    "Some fields are not valid",
    errors.map(({ field, message }) => field === "" ? message : `${field}: ${message}`).join("; "),
    { errors }
  )

export const ofRefusal = (refusal: Refusal): Problem => {
  const [status, title] = answers[refusal._tag]
  return problem(status, refusal._tag, title, refusal.message, {
    errors: errorsOf(refusal),
    ...("retryAfterMillis" in refusal ? { retryAfterMillis: refusal.retryAfterMillis } : {}),
    ...("next" in refusal ? { next: refusal.next } : {})
  })
}

const errorsOf = (refusal: Refusal): ReadonlyArray<FieldError> => {
  switch (refusal._tag) {
    case "ScalingRefused":
      return [{ field: "tiers", message: refusal.message }]
    case "ShowRowsRefused":
      return refusal.faults.map(({ field, line, message }) => ({ field: `${line}.${field}`, message }))
    default:
      return []
  }
}

const answers: Readonly<Record<Refusal["_tag"], readonly [status: number, title: string]>> = {
  Unauthenticated: [401, "Sign in first"],
  Forbidden: [403, "Your role does not allow this"],
  Unavailable: [503, "Try again"],
  ArtistNotFound: [404, "Artist not found"],
  VenueNotRegistered: [404, "Venue not found"],
  StageUnknown: [404, "Stage not found"],
  BookingNotFound: [404, "Booking not found"],
  PredictionNotFound: [404, "Prediction not found"],
  ModelNotFound: [404, "Model not found"],
  ModelNotBetter: [409, "The model is not better"],
  ModelRejected: [409, "The model cannot serve"],
  RetrainingRefused: [409, "No training now"],
  CommandNotFound: [404, "Command not found"],
  DocumentNotFound: [404, "Document not found"],
  DocumentNotDue: [409, "The offer is not ready for that"],
  ShowSheetUnreadable: [422, "The file cannot be imported"],
  ShowRowsRefused: [422, "Some rows have faults"],
  NamesUndecided: [409, "Some names are undecided"],
  RunnerNotFound: [404, "Runner not found"],
  DeadLetterNotFound: [404, "Nothing is put aside under that name"],
  SeasonTooLarge: [422, "The span is too long"],
  ScalingRefused: [422, "The tiers do not fit the room"],
  BookingTransitionRejected: [409, "The booking is past that"],
  OfferNotFound: [404, "Offer not found"],
  OfferClosed: [409, "The offer is past that"],
  OfferExpiryRefused: [422, "The offer cannot expire then"],
  OfferUnanswered: [409, "The offer is not answered"],
  SaleDatesRefused: [422, "The sale dates are out of order"],
  CountRefused: [422, "The count cannot be right"],
  PriceMoveRefused: [422, "The price cannot be moved"],
  SigningRefused: [409, "The contract cannot be signed so"],
  SettlementRefused: [422, "The show cannot be settled so"],
  RadiusRefused: [409, "A radius clause does not allow it"],
  StageInUse: [409, "The stage is in use"],
  DateTaken: [409, "The date is taken"],
  HoldQueueFull: [409, "No hold is left on the date"],
  HoldNotFound: [409, "There is no such hold"],
  HoldNotFirst: [409, "The hold is not the first"],
  HoldExtensionRefused: [409, "The hold cannot be extended again"],
  HoldLevelTaken: [409, "The hold level is taken"],
  DateNotBooked: [409, "The date is not booked"],
  ChallengeAlreadyOpen: [409, "A challenge is open already"],
  ChallengePointless: [409, "A challenge is not needed"],
  ChallengeNotYours: [409, "The challenge is another's"]
}

const encode = Schema.encodeSync(Schema.parseJson(Problem))

export const reply = (problem: Problem, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: problem.status,
  headers: {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...(problem.status === 401 ? { "www-authenticate": "Bearer" } : {}),
    ...(problem.retryAfterMillis === undefined
      ? {}
      : { "retry-after": String(Math.max(1, Math.ceil(problem.retryAfterMillis / 1000))) }),
    ...(problem.status === 413 ? { connection: "close" } : {}),
    ...headers
  },
  body: encode(problem)
})

export const response = (problem: Problem, more: Readonly<Record<string, string>> = {}) => {
  const { body, headers, status } = reply(problem, more)
  return HttpServerResponse.text(body ?? "", { status, headers })
}
