import { Cause, ConfigError, Option, Schema } from "effect"
import { RedisUnusable } from "../realtime/redis/Redis.ts"
import { StartRefused } from "./StartRefused.ts"

/** One line for what an operator can put right, the whole trace for what only we can. */
export const describe = (cause: Cause.Cause<unknown>): string => {
  const faults = [...Cause.failures(cause), ...Cause.defects(cause)]
  const lines = faults.flatMap((fault) => Option.toArray(line(fault)))
  return lines[0] === undefined
    ? Cause.pretty(cause, { renderErrorCause: true })
    : `PromoterOS cannot start: ${lines[0]}`
}

const line = (fault: unknown): Option.Option<string> => {
  if (fault instanceof StartRefused || fault instanceof RedisUnusable) return Option.some(fault.message)
  if (ConfigError.isConfigError(fault)) return Option.some(settings(fault))
  return Option.map(
    Option.orElse(decodeListen(fault), () => decodeServe(fault).pipe(Option.map(({ cause }) => cause))),
    port
  )
}

const settings = (fault: ConfigError.ConfigError): string =>
  ConfigError.isAnd(fault) || ConfigError.isOr(fault)
    ? `${settings(fault.left)}; ${settings(fault.right)}`
    : `setting ${fault.path.join("_")}: ${fault.message}`

const ListenFault = Schema.Struct({
  syscall: Schema.Literal("listen"),
  code: Schema.Literal("EADDRINUSE", "EACCES", "EADDRNOTAVAIL"),
  address: Schema.optional(Schema.String),
  port: Schema.optional(Schema.Number)
})
const decodeListen = Schema.decodeUnknownOption(ListenFault)
const decodeServe = Schema.decodeUnknownOption(Schema.Struct({ cause: ListenFault }))

const port = (fault: typeof ListenFault.Type) => {
  switch (fault.code) {
    case "EADDRINUSE":
      return `port ${fault.port} is in use. Stop what uses it, or set PORT (of a runner: CLUSTER_PORT) to another`
    case "EACCES":
      return `port ${fault.port} is for root alone. Set PORT (of a runner: CLUSTER_PORT) to one above 1023`
    case "EADDRNOTAVAIL":
      return `this machine has no address ${fault.address}. Set HOST (of a runner: CLUSTER_HOST) to one it has`
  }
}
