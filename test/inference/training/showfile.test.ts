import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import * as Cities from "../../../inference/training/Cities.ts"
import * as ShowFile from "../../../inference/training/ShowFile.ts"

const header =
  "source,date,end_date,shows,act,support,venue,city,region,country,genre,capacity,sold,gross_usd,price_min,price_max"
const read = (...lines: ReadonlyArray<string>) => ShowFile.read("shows.csv", [header, ...lines].join("\n"))
const good = "invented,2024-05-01,2024-05-02,2,Nova Kestrel,,Mill Hall,Leeds,,England,indie pop,1400,1050,46250,20,40"

describe("a show file", () => {
  it("gives shows with their nights, price and gross", () => {
    const { rejected, shows } = Either.getOrThrow(read(good))
    assert.deepStrictEqual(rejected, [])
    const [show] = shows
    assert.strictEqual(show?.nights, 2)
    assert.strictEqual(show?.past.date, "2024-05-02")
    assert.strictEqual(show?.past.priceCents, 3_000)
    assert.strictEqual(show?.past.grossCents, 4_625_000)
  })

  it("names each row that cannot be read, by line and reason, and keeps the others", () => {
    const { rejected, shows } = Either.getOrThrow(read(
      good,
      good.replace("1400,1050", "NaN,1050"),
      good.replace("1400,1050", "1400,Infinity"),
      good.replace("1400,1050", "1400,"),
      good.replace("1400,1050", "0,0"),
      good.replace("1400,1050", "1400,-3"),
      good.replace("2024-05-01", "2024-02-30"),
      good.replace("2024-05-02", "2024-04-02"),
      good.replace("46250", "a lot"),
      good.replace("Nova Kestrel", "")
    ))
    assert.strictEqual(shows.length, 1)
    assert.deepStrictEqual(rejected.map(({ line }) => line), [3, 4, 5, 6, 7, 8, 9, 10, 11])
    assert.include(rejected[0]?.reason ?? "", "capacity \"NaN\"")
    assert.include(rejected[5]?.reason ?? "", "2024-02-30")
  })

  it("keeps quotes, commas and line breaks of a name, and counts lines across them", () => {
    const { rejected, shows } = Either.getOrThrow(read(
      good.replace("Nova Kestrel", "\"Nova \"\"The Bird\"\"\nKestrel, Live\""),
      good.replace("1400,1050", "1400,x")
    ))
    assert.strictEqual(shows[0]?.past.act, "Nova \"The Bird\"\nKestrel, Live")
    assert.deepStrictEqual(rejected.map(({ line }) => line), [4])
  })

  it("reads files of mixed line ends, and names a row with too many or too few columns", () => {
    const text = `${header}\r\n${good}\r\n${good}\n${good},1\r\n${good.slice(0, -3)}\n`
    const { rejected, shows } = Either.getOrThrow(ShowFile.read("shows.csv", text))
    assert.strictEqual(shows.length, 2)
    assert.deepStrictEqual(rejected, [
      { line: 4, reason: "17 columns where the header has 16" },
      { line: 5, reason: "15 columns where the header has 16" }
    ])
  })

  it("takes a genre it has never seen", () => {
    const { shows } = Either.getOrThrow(read(good.replace("indie pop", "zeuhl")))
    assert.strictEqual(shows[0]?.past.genre, "zeuhl")
  })

  it("is refused with a clear word when empty, headless, without rows or without a column", () => {
    const reason = (text: string) =>
      Either.match(ShowFile.read("shows.csv", text), { onLeft: (e) => e.message, onRight: () => "" })
    assert.strictEqual(reason(""), "shows.csv: the file is empty")
    assert.strictEqual(reason(header), "shows.csv: the file has a header and no rows")
    assert.strictEqual(
      reason("date,act\n2024-01-01,Nova"),
      "shows.csv: missing columns venue, city, country, capacity, sold"
    )
    assert.include(reason(`${header}\ninvented,"2024`), "not a CSV file")
  })
})

describe("a venue file", () => {
  it("gives populations by city under any spelling of its country", () => {
    const cities = Either.getOrThrow(
      Cities.read("venues.csv", "venue,city,country,city_population\nMill Hall,Leeds,England,530000\nX,Hull,England,\n")
    )
    assert.strictEqual(cities.get(Cities.keyOf("leeds", "UK")), 530_000)
    assert.isFalse(cities.has(Cities.keyOf("Hull", "UK")))
  })

  it("is refused without its columns", () => {
    assert.isTrue(Either.isLeft(Cities.read("venues.csv", "city,country\nLeeds,England\n")))
  })
})
