import type { SheetLine } from "../../../../entities/domain/deal/Sheet.ts"
import { cents } from "../../parts/format.ts"

/** A waterfall that reads as a list: totals stand for themselves, what lies between moves the total before it. */
export const SheetChart = ({ lines }: { readonly lines: ReadonlyArray<SheetLine> }) => {
  const bars = barsOf(lines)
  const most = Math.max(1, ...bars.map(({ end }) => end))
  const least = Math.min(0, ...bars.map(({ start }) => start))
  const at = (amount: number) => `${((amount - least) / (most - least)) * 100}%`
  const width = (from: number, to: number) => `${((to - from) / (most - least)) * 100}%`
  return (
    <ol className="sheet">
      {bars.map(({ end, line, start }) => (
        <li key={line.label} className="sheet-line" data-kind={line.kind}>
          <span>{line.label}</span>
          <span className="sheet-track" aria-hidden="true">
            <span className={line.kind} style={{ left: at(start), width: width(start, end) }} />
          </span>
          <span>{line.kind === "less" ? "−" : ""}{cents(line.cents)}</span>
        </li>
      ))}
    </ol>
  )
}

const barsOf = (lines: ReadonlyArray<SheetLine>) => {
  let running = 0
  return lines.map((line) => {
    const before = running
    running = line.kind === "total" ? line.cents : line.kind === "less" ? before - line.cents : before + line.cents
    const from = line.kind === "total" ? 0 : before
    return { line, start: Math.min(from, running), end: Math.max(from, running) }
  })
}
