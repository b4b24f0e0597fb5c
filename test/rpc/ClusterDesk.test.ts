import { SqlClient } from "@effect/sql"
import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { ClusterView } from "../../rpc/contract/ClusterRpcs.ts"
import { layer, postJson, refusal, send } from "../http/app.ts"

const view = Effect.flatMap(send("/api/v1/cluster"), ({ text }) => Schema.decode(Schema.parseJson(ClusterView))(text))

const joined = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const [self] = yield* sql<{ readonly incarnation: number }>`select runner_join as incarnation from runner_join(
    '10.0.0.7:34431', '{"groups":["default"]}', interval '1 hour')`
  const incarnation = self?.incarnation ?? 0
  const shards = Array.from({ length: 300 }, (_, index) => `default:${index + 1}`)
  yield* sql.unsafe("select lease_take($1, $2)", [incarnation, shards])
  return { sql, incarnation }
})

suite(layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("what an operator sees and does", (it) => {
  it.effect("shows the runners, what moved between them, and where an entity lives", () =>
    Effect.gen(function*() {
      const { incarnation, sql } = yield* joined
      yield* sql`insert into runner_status (incarnation, status) values (${incarnation}, ${
        JSON.stringify({
          entities: [{ type: "Venue", active: 7 }],
          waiting: 2,
          oldestMillis: 31,
          hot: [{ stream: "venue/hall", commands: 9, waiting: 2 }],
          residentBytes: 1,
          eventLoopDelayMillis: 1.5
        })
      }::jsonb)`
      const { events, runners } = yield* view
      assert.deepStrictEqual(runners.map(({ runner, shards }) => [runner, shards]), [["10.0.0.7:34431", 300]])
      assert.strictEqual(runners[0]?.status?.hot[0]?.stream, "venue/hall")
      assert.deepStrictEqual(events.map(({ kind, shards }) => [kind, shards]), [["moved", 300], ["joined", null]])
      const { text } = yield* send("/api/v1/placement/Venue/hall")
      assert.include(text, "\"runner\":\"10.0.0.7:34431\"")
    }))

  it.effect("drains a runner, and refuses one that is not there", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      assert.strictEqual((yield* postJson("/api/v1/cluster/runners/10.0.0.7:34431/drain", {})).status, 204)
      const rows = yield* sql`select 1 from runners where drain_requested`
      assert.lengthOf(rows, 1)
      const refused = yield* postJson("/api/v1/cluster/runners/10.0.0.8:1/drain", {})
      assert.strictEqual(refusal(refused).code, "RunnerNotFound")
    }))

  it.effect("asks the owner of an entity to load it anew", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const { status, text } = yield* postJson("/api/v1/cluster/entities/Venue/hall/restart", {})
      assert.strictEqual(status, 200)
      const { shard } = yield* Schema.decode(Schema.parseJson(Schema.Struct({ shard: Schema.Int })))(text)
      const [asked] = yield* sql<{ readonly let_go: ReadonlyArray<string> }>`select let_go from runners`
      assert.deepStrictEqual(asked?.let_go, [`default:${shard}`])
    }))

  it.effect("lists what was put aside and tries it again, once", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* sql`insert into timers (stream, kind, due_at, claimed_until, attempts)
        values ('booking/bk-1', 'booking', now(), 'infinity', 14)`
      const { deadLetters } = yield* view
      assert.deepStrictEqual(deadLetters.map(({ attempts, id, kind }) => [kind, id, attempts]), [
        ["timer", "booking/bk-1", 14]
      ])
      const path = `/api/v1/cluster/dead-letters/timer/${encodeURIComponent("booking/bk-1")}/replay`
      assert.strictEqual((yield* postJson(path, {})).status, 204)
      assert.lengthOf(yield* sql`select 1 from timers where stream = 'booking/bk-1' and claimed_until = 'infinity'`, 0)
      assert.strictEqual(refusal(yield* postJson(path, {})).code, "DeadLetterNotFound")
    }))
})
