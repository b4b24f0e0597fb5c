import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import { existsSync, readFileSync } from "node:fs"
import * as ShowDate from "../../entities/domain/ShowDate.ts"
import { readSheet } from "../../inference/ShowSheet.ts"

const shared = new URL("../../../shared/data/demand/shows.csv", import.meta.url)
const today = ShowDate.make("2026-01-01")
const header = "date,end_date,act,venue,city,country,genre,capacity,sold,gross_usd,price_min,price_max"
const row = "2024-05-17,2024-05-18,Nova Kestrel,Mill Hall,Leeds,United Kingdom,indie,1400,1100,44000.50,30,45"
const read = (...lines: ReadonlyArray<string>) => Either.getOrThrow(readSheet([header, ...lines].join("\n"), today))

describe("a file of past shows", () => {
  it("has a row for a show: its last night, cents, and the middle of its prices", () => {
    const { faults, rows } = read(row, "2024-06-01,,\"B, the Act\",Mill Hall,Leeds,United Kingdom,,300,0,,,")
    assert.deepStrictEqual(faults, [])
    assert.deepStrictEqual(rows[0], {
      line: 2,
      act: "Nova Kestrel",
      venue: "Mill Hall",
      city: "Leeds",
      country: "United Kingdom",
      date: ShowDate.make("2024-05-18"),
      capacity: 1_400,
      sold: 1_100,
      grossCents: 4_400_050,
      priceCents: 3_750,
      genre: "indie"
    })
    assert.deepStrictEqual([rows[1]?.act, rows[1]?.sold, rows[1]?.grossCents], ["B, the Act", 0, null])
  })

  it("names every fault of a row with its line and column, and leaves only that row out", () => {
    const { faults, rows } = read(
      "2024-02-30,,,Mill Hall,Leeds,United Kingdom,,0,x,,,",
      row,
      "2024-03-01,2024-02-01,Act,Hall,Leeds,UK,,100,101,-5,20,10",
      "2030-01-01,,Act,Hall,Leeds,UK,,100,50,,,",
      "2024-03-01,Act"
    )
    assert.strictEqual(rows.length, 1)
    assert.deepStrictEqual(faults.map(({ field, line }) => `${line} ${field}`), [
      "2 date",
      "2 sold",
      "2 capacity",
      "2 act",
      "4 end_date",
      "4 sold",
      "4 price_max",
      "4 gross_usd",
      "5 date",
      "6 "
    ])
  })

  it("may have its columns in any order, other line ends and a byte order mark", () => {
    const text = "\uFEFFsold,capacity,country,city,venue,act,date\r\n50,100,UK,Leeds,Hall,Act,2024-01-05\r\n"
    assert.strictEqual(Either.getOrThrow(readSheet(text, today)).rows[0]?.sold, 50)
  })

  it("is refused as a whole where it is none", () => {
    for (const text of ["", "  \n", header, "date,act\n2024-01-01,Act", "a\"b\n\"c"]) {
      assert.isTrue(Either.isLeft(readSheet(text, today)), text)
    }
  })

  const absent = !existsSync(shared)
  it.skipIf(absent)(
    absent ? "is read whole where it is a real one (skipped: no shared data)" : "is read whole where it is a real one",
    () => {
      const { faults, rows } = Either.getOrThrow(readSheet(readFileSync(shared, "utf8"), today))
      assert.isAbove(rows.length, 6_500)
      assert.isTrue(faults.every(({ field }) => field !== ""), JSON.stringify(faults.slice(0, 5)))
    }
  )
})
