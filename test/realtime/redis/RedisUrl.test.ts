import { Option } from "effect"
import { assert, describe, it } from "vitest"
import { parse } from "../../../realtime/redis/RedisUrl.ts"

describe("the address of Redis", () => {
  it("is one server, with or without TLS", () => {
    assert.deepStrictEqual(Option.getOrThrow(parse("redis://10.0.0.1:6380/2")), {
      _tag: "Single",
      url: "redis://10.0.0.1:6380/2",
      shown: "10.0.0.1:6380"
    })
    assert.strictEqual(Option.getOrThrow(parse("rediss://:secret@cache.example.org")).shown, "cache.example.org:6379")
  })

  it("is a master that sentinels know", () => {
    assert.deepStrictEqual(Option.getOrThrow(parse("redis+sentinel://app:s%40crt@one,other:26380/mymaster/3")), {
      _tag: "Sentinel",
      sentinels: [{ host: "one", port: 26_379 }, { host: "other", port: 26_380 }],
      master: "mymaster",
      database: 3,
      credentials: { username: "app", password: "s@crt" },
      shown: "one:26379,other:26380"
    })
  })

  it("is a cluster", () => {
    const found = Option.getOrThrow(parse("redis+cluster://one:7000,[::1]:7001"))
    assert.deepStrictEqual(found._tag === "Cluster" ? found.nodes : [], [
      { host: "one", port: 7000 },
      { host: "::1", port: 7001 }
    ])
  })

  it.each([
    "",
    "localhost:6379",
    "http://localhost",
    "redis://",
    "redis://one,other",
    "redis://host:70000",
    "redis+sentinel://one:26379",
    "redis+sentinel://one:26379/mymaster/zero",
    "redis+cluster://one:port"
  ])("is refused where it is none of these: %s", (text) => {
    assert.isTrue(Option.isNone(parse(text)))
  })

  it("is never shown with its password", () => {
    assert.notInclude(Option.getOrThrow(parse("redis://user:secret@host")).shown, "secret")
  })
})
