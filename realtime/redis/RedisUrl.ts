import { Option, Schema } from "effect"

/**
 * Where Redis is: one server (`redis://`, `rediss://` with TLS), a master that sentinels know
 * (`redis+sentinel://user:password@one:26379,other:26379/mymaster/0`), or a cluster (`redis+cluster://one:6379,other:6379`).
 */
export type RedisUrl =
  | { readonly _tag: "Single"; readonly url: string; readonly shown: string }
  | {
    readonly _tag: "Sentinel"
    readonly sentinels: ReadonlyArray<Host>
    readonly master: string
    readonly database: number
    readonly credentials: Credentials
    readonly shown: string
  }
  | {
    readonly _tag: "Cluster"
    readonly nodes: ReadonlyArray<Host>
    readonly credentials: Credentials
    readonly shown: string
  }

interface Host {
  readonly host: string
  readonly port: number
}

interface Credentials {
  readonly username?: string
  readonly password?: string
}

/** Tells what an address must look like, without the address: it may hold a password. */
export class RedisUrlUnreadable extends Schema.TaggedError<RedisUrlUnreadable>()("RedisUrlUnreadable", {}) {
  override get message() {
    return "REDIS_URL must look like redis://host:6379, rediss://host:6380, " +
      "redis+sentinel://one:26379,other:26379/master or redis+cluster://one:6379,other:6379"
  }
}

const shape = /^(rediss?|redis\+sentinel|redis\+cluster):\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/?]+)(?:\/([^?]*))?$/

export const parse = (text: string): Option.Option<RedisUrl> => {
  const [, scheme, username, password, authority, path = ""] = shape.exec(text) ?? []
  if (scheme === undefined || authority === undefined) return Option.none()
  const hosts = authority.split(",").map((one) => hostOf(one, scheme === "redis+sentinel" ? 26_379 : 6_379))
  const nodes = hosts.flatMap(Option.toArray)
  if (nodes.length !== hosts.length) return Option.none()
  const shown = nodes.map(({ host, port }) => `${host}:${port}`).join(",")
  const credentials = {
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {})
  }
  switch (scheme) {
    case "redis+sentinel": {
      const [master = "", database = "0"] = path.split("/")
      return master === "" || !/^\d{1,3}$/.test(database)
        ? Option.none()
        : Option.some({ _tag: "Sentinel", sentinels: nodes, master, database: Number(database), credentials, shown })
    }
    case "redis+cluster":
      return Option.some({ _tag: "Cluster", nodes, credentials, shown })
    default:
      return nodes.length === 1 && /^\d{0,3}$/.test(path)
        ? Option.some({ _tag: "Single", url: text, shown })
        : Option.none()
  }
}

const hostOf = (text: string, usualPort: number): Option.Option<Host> => {
  const [, host, port] = /^(\[[0-9a-f:]+\]|[^:\s]+)(?::(\d{1,5}))?$/i.exec(text) ?? []
  const number = port === undefined ? usualPort : Number(port)
  return host === undefined || number < 1 || number > 65_535
    ? Option.none()
    : Option.some({ host: host.replace(/^\[|\]$/g, ""), port: number })
}
