import { Either, Schema } from "effect"
import { TicketCount } from "../../../../../entities/domain/Sale.ts"

const decode = Schema.decodeUnknownEither(Schema.Array(TicketCount))

/** `at,tier,sold,comps,holds` with a head line, `at` as ISO 8601: one count for each time, oldest first. */
export const countsOf = (text: string, source: string): Either.Either<ReadonlyArray<TicketCount>, string> => {
  const [head, ...lines] = text.trim().split(/\r?\n/)
  const columns = (head ?? "").split(",").map((name) => name.trim())
  const missing = ["at", "tier", "sold"].find((name) => !columns.includes(name))
  if (missing !== undefined) return Either.left(`the file has no column "${missing}"`)
  const counts = new Map<string, { at: number; tiers: Array<Record<string, unknown>> }>()
  for (const [index, line] of lines.entries()) {
    const cells = line.split(",").map((cell) => cell.trim())
    const cell = (name: string) => cells[columns.indexOf(name)] ?? ""
    const at = Date.parse(cell("at"))
    if (!Number.isFinite(at)) return Either.left(`row ${index + 2}: "${cell("at")}" is no time`)
    if (!/^\d+$/.test(cell("sold"))) return Either.left(`row ${index + 2}: "${cell("sold")}" is no number of tickets`)
    const count = counts.get(cell("at")) ?? { at, tiers: [] }
    count.tiers.push({
      tier: cell("tier"),
      sold: Number(cell("sold")),
      comps: Number(cell("comps")),
      holds: Number(cell("holds"))
    })
    counts.set(cell("at"), count)
  }
  const sorted = [...counts.values()].sort((a, b) => a.at - b.at)
  return Either.mapLeft(
    decode(sorted.map(({ at, tiers }) => ({ countedAtMillis: at, source, tiers, correction: null }))),
    ({ message }) => message
  )
}
