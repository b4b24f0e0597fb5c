import { SqlClient } from "@effect/sql"
import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { ShowHistory } from "../../inference/ShowHistory.ts"
import { ImportedSheet, SheetPreview } from "../../rpc/contract/HistoryRpcs.ts"
import * as App from "./app.ts"

const decodePreview = Schema.decodeSync(Schema.parseJson(SheetPreview))
const decodeImport = Schema.decodeSync(Schema.parseJson(ImportedSheet))
const header = "date,act,venue,city,country,capacity,sold,gross_usd"
const file = (...rows: ReadonlyArray<string>) => [header, ...rows].join("\n")
const sendCsv = (path: string, csv: string, key = "") =>
  App.send(path, {
    method: "POST",
    headers: { "content-type": "text/csv", ...(key === "" ? {} : { "idempotency-key": key }) },
    body: csv
  })

const shows = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) =>
    sql<{ act: string; artist_id: string | null; venue_id: string | null; sold: number }>`
    select act, artist_id, venue_id, sold from shows where source = 'import' order by date, act`
)

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("past shows over REST", (it) => {
  const first = file(
    "2024-05-17,The Act,The Test Hall,Denver,US,1500,1200,54000",
    "2024-06-17,The Actt,Test Hall,Denver,US,1500,900,40500",
    "2024-07-17,Zyx Quorvane,Faraway Room,Oslo,Norway,400,380,"
  )

  it.effect("are shown before they are written, with whom their names may mean", () =>
    Effect.gen(function*() {
      const answer = yield* sendCsv("/api/v1/history/preview", first)
      assert.strictEqual(answer.status, 200, answer.text)
      const { acts, counts, shows: rows, venues } = decodePreview(answer.text)
      assert.deepStrictEqual(counts, { rows: 3, added: 3, changed: 0, unchanged: 0, faulty: 0 })
      assert.deepStrictEqual(acts.map(({ id, name, standing }) => [name, standing, id]), [
        ["The Actt", "undecided", null],
        ["The Act", "same", "act"],
        ["Zyx Quorvane", "own", null]
      ])
      assert.deepStrictEqual(acts[0]?.candidates.map(({ id }) => id), ["act"])
      assert.deepStrictEqual(venues.map(({ name, standing }) => [name, standing]), [
        ["Test Hall", "undecided"],
        ["Faraway Room", "own"],
        ["The Test Hall", "same"]
      ])
      assert.deepStrictEqual(rows.map(({ line, standing }) => [line, standing]), [[2, "new"], [3, "new"], [4, "new"]])
      assert.deepStrictEqual(yield* shows, [])
    }))

  it.effect("wait for a decision, are written once, and are brought up to date when the file has changed", () =>
    Effect.gen(function*() {
      const waiting = yield* sendCsv("/api/v1/history/imports", first)
      assert.strictEqual(waiting.status, 409)
      assert.strictEqual(App.refusal(waiting).code, "NamesUndecided")
      assert.deepStrictEqual(yield* shows, [])

      const decided = yield* App.postJson("/api/v1/history/names", {
        acts: [{ name: "The Actt", id: "act" }],
        venues: [{ name: "Test Hall", city: "Denver", id: "hall" }]
      })
      assert.strictEqual(decided.status, 204, decided.text)
      const written = yield* sendCsv("/api/v1/history/imports", first, "once")
      assert.strictEqual(written.status, 200, written.text)
      assert.strictEqual(decodeImport(written.text).counts.added, 3)
      assert.deepStrictEqual((yield* shows).map((show) => [show.artist_id, show.venue_id]), [
        ["act", "hall"],
        ["act", "hall"],
        [null, null]
      ])

      const again = yield* sendCsv("/api/v1/history/imports", first, "once")
      assert.strictEqual(again.text, written.text)
      const same = decodeImport((yield* sendCsv("/api/v1/history/imports", first)).text)
      assert.deepStrictEqual(same.counts, { rows: 3, added: 0, changed: 0, unchanged: 3, faulty: 0 })
      const mended = decodeImport((yield* sendCsv("/api/v1/history/imports", first.replace(",380,", ",390,"))).text)
      assert.deepStrictEqual([mended.counts.added, mended.counts.changed], [0, 1])
      assert.strictEqual((yield* shows).length, 3)
      const all = yield* App.send("/api/v1/history/imports")
      assert.strictEqual((yield* Schema.decode(Schema.parseJson(Schema.Array(ImportedSheet)))(all.text)).length, 3)
    }))

  it.effect("are seen by forecasts within seconds", () =>
    Effect.gen(function*() {
      const csv = file("2025-03-01,The Act,The Test Hall,Denver,US,1500,1433,")
      assert.strictEqual((yield* sendCsv("/api/v1/history/imports", csv)).status, 200)
      const history = yield* ShowHistory
      yield* Effect.repeat(Effect.delay(history.shows, "200 millis"), {
        until: (known) => known.act("act", "").shows.some(({ show }) => show.sold === 1_433)
      }).pipe(Effect.timeout("20 seconds"))
      const predicted = yield* App.postJson("/predictions", { artistId: "act", venueId: "hall", date: "2031-06-13" })
      assert.include(predicted.text, "The Act, The Test Hall, Denver, 2025-03-01")
    }))

  it.effect("are refused row by row, with line and column, or written without the faulty ones", () =>
    Effect.gen(function*() {
      const csv = file(
        "2024-08-01,The Act,The Test Hall,Denver,US,1500,2000,",
        "2024-08-02,The Act,The Test Hall,Denver,US,1500,20,"
      )
      const before = yield* shows
      const refused = yield* sendCsv("/api/v1/history/imports", csv)
      assert.strictEqual(refused.status, 422)
      assert.strictEqual(App.refusal(refused).errors[0]?.field, "2.sold")
      assert.deepStrictEqual(yield* shows, before)
      const rest = yield* sendCsv("/api/v1/history/imports?faultyRows=leaveOut", csv)
      const { added, faulty } = decodeImport(rest.text).counts
      assert.deepStrictEqual([added, faulty], [1, 1])
    }))

  it.effect("keep two shows of one day apart", () =>
    Effect.gen(function*() {
      const row = "2024-09-01,The Act,The Test Hall,Denver,US,1500,700,"
      const twice = decodeImport((yield* sendCsv("/api/v1/history/imports", file(row, row.replace("700", "800")))).text)
      assert.strictEqual(twice.counts.added, 2)
    }))

  it.effect("name what is wrong with the file or the names", () =>
    Effect.gen(function*() {
      assert.strictEqual(App.refusal(yield* sendCsv("/api/v1/history/preview", "a,b\n1,2")).code, "ShowSheetUnreadable")
      assert.strictEqual(App.refusal(yield* sendCsv("/api/v1/history/preview", "")).code, "ShowSheetUnreadable")
      const unknown = yield* App.postJson("/api/v1/history/names", { acts: [{ name: "X", id: "nobody" }] })
      assert.strictEqual(App.refusal(unknown).code, "ArtistNotFound")
      const large = yield* sendCsv("/api/v1/history/preview", "x".repeat(1_100_000))
      assert.strictEqual(large.status, 413)
    }))
})
