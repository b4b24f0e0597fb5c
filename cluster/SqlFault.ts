import { Option, Schema } from "effect"

/** What an operator can do something about, by the error codes of Postgres and Node, else in the server's own words. */
export const plainly = (fault: unknown): string => {
  const { cause, message } = Option.getOrElse(decode(fault), (): Fault => ({}))
  const code = cause?.code ?? cause?.errors?.[0]?.code
  return reasons.find(([known]) => known === code)?.[1] ?? cause?.message ?? message ?? "no reason given"
}

const reasons = [
  ["ECONNREFUSED", "nothing listens there"],
  ["ENOTFOUND", "no such host"],
  ["EAI_AGAIN", "no such host, or no name service"],
  ["ETIMEDOUT", "no answer in time"],
  ["EHOSTUNREACH", "the host cannot be reached"],
  ["ECONNRESET", "the server closed the connection"],
  ["28P01", "wrong user or password"],
  ["28000", "the server does not let this user in"],
  ["3D000", "there is no such database"],
  ["42501", "the user lacks the rights"],
  ["53300", "the server has no connection left"],
  ["57P03", "the server is still starting"]
] as const

const Coded = Schema.Struct({ code: Schema.optional(Schema.String), message: Schema.optional(Schema.String) })
const Fault = Schema.Struct({
  message: Schema.optional(Schema.String),
  cause: Schema.optional(Schema.Struct({ ...Coded.fields, errors: Schema.optional(Schema.Array(Coded)) }))
})
type Fault = typeof Fault.Type
const decode = Schema.decodeUnknownOption(Fault)
