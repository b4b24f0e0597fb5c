import { SqlClient } from "@effect/sql"
import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schedule, Schema } from "effect"
import * as ShowDate from "../../entities/domain/ShowDate.ts"
import { Random } from "../../inference/training/Random.ts"
import { ModelReport } from "../../rpc/contract/ModelRpcs.ts"
import { Keys } from "../../rpc/Keys.ts"
import * as App from "./app.ts"

const report = Effect.flatMap(
  App.send("/api/v1/models"),
  ({ text }) => Schema.decode(Schema.parseJson(ModelReport))(text)
)

/** Acts that fill rooms each in its own way, played after the shipped model was trained. */
const played = (count: number) => {
  const random = new Random(11)
  const first = ShowDate.toEpochDay(ShowDate.ShowDate.make("2025-05-10"))
  return Array.from({ length: count }, (_, i) => {
    const act = random.below(30)
    const capacity = 1_200 + 50 * random.below(40)
    return {
      id: `played-${i}`,
      source: "sandbox",
      act: `Player ${act}`,
      venue: `Room ${random.below(20)}`,
      city: "Denver",
      country: "US",
      date: ShowDate.fromEpochDay(first + Math.floor(i * 500 / count)),
      capacity,
      sold: Math.max(1, Math.round(capacity * (0.3 + 0.02 * act + 0.05 * random.next())))
    }
  })
}

const trained = Effect.gen(function*() {
  const { runs } = yield* report
  const [newest] = runs
  return newest !== undefined && (newest.state === "succeeded" || newest.state === "failed")
    ? newest
    : yield* Effect.fail("not yet" as const)
}).pipe(Effect.retry(Schedule.spaced("500 millis").pipe(Schedule.upTo("100 seconds"))))

suite(App.layer({ SANDBOX_PORT: "0" }), { timeout: Duration.seconds(60), excludeTestServices: true })(
  "models",
  (it) => {
    it.effect("are reported with what the champion promised", () =>
      Effect.gen(function*() {
        const { champion, models, promise, serving } = yield* report
        assert.strictEqual(champion.role, "champion")
        assert.strictEqual(serving, champion.version)
        assert.strictEqual(models.length, 1)
        assert.isBelow(promise.mape, promise.naiveMape)
        assert.isAbove(promise.reliability.length, 3)
        const card = yield* App.send(`/api/v1/models/${champion.version}/card`)
        assert.strictEqual(card.status, 200)
        assert.include(card.text, "What limits it")
      }))

    it.effect("are trained and promoted by administrators alone", () =>
      Effect.gen(function*() {
        const { secret } = yield* Effect.flatMap(Keys, (keys) => keys.createApiKey({ name: "v", role: "booker" }))
        const as = { authorization: `Bearer ${secret}` }
        for (const path of ["retrain", "demand-x/promote", "end-shadow"]) {
          assert.strictEqual((yield* App.postJson(`/api/v1/models/${path}`, {}, as)).status, 403, path)
        }
        assert.strictEqual((yield* App.send("/api/v1/models", { headers: as })).status, 200)
        const unknown = yield* App.postJson("/api/v1/models/demand-x/promote", {})
        assert.strictEqual(App.refusal(unknown).code, "ModelNotFound")
      }))

    it.effect(
      "learn from the shows that were played, and take over once they did better on the same ones",
      () =>
        Effect.gen(function*() {
          const sql = yield* SqlClient.SqlClient
          yield* sql`delete from shows`
          yield* sql`insert into shows ${sql.insert(played(500))}`
          const before = yield* report
          assert.strictEqual((yield* App.postJson("/api/v1/models/retrain", {})).status, 201)
          const second = yield* App.postJson("/api/v1/models/retrain", {})
          assert.strictEqual(App.refusal(second).code, "RetrainingRefused")
          const run = yield* trained
          assert.strictEqual(run.state, "succeeded", run.outcome ?? "")
          assert.strictEqual(run.shows, 500)
          assert.isNotNull(run.comparison)
          assert.isBelow(
            run.comparison?.candidateMape ?? 1,
            run.comparison?.championMape ?? 0,
            "acts repeat themselves"
          )
          assert.strictEqual((yield* App.postJson(`/api/v1/models/${run.version}/promote`, {})).status, 204)
          const after = yield* report
          assert.strictEqual(after.champion.version, run.version)
          assert.strictEqual(after.serving, run.version, "at once, in this process")
          const asked = yield* App.postJson("/predictions", { artistId: "act", venueId: "hall", date: "2031-06-13" })
          assert.include(asked.text, `"version":"${run.version}"`)
          assert.strictEqual((yield* App.postJson(`/api/v1/models/${before.champion.version}/promote`, {})).status, 204)
          assert.strictEqual((yield* report).serving, before.champion.version, "a former champion may come back")
        }),
      120_000
    )
  }
)
