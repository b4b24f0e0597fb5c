/** `npm run chaos -- --seed 7 --minutes 5`: a cluster of this machine, sixteen clients, and everything that goes wrong. */
import { parseArgs } from "node:util"
import { dice } from "./Dice.ts"
import { all } from "./faults.ts"
import { run } from "./run.ts"

const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, minutes: { type: "string", default: "5" } }
})
const seed = Number(values.seed)
const calmMillis = 8_000
const chance = dice(seed)
const faults = Array.from(
  { length: Math.max(1, Math.round((Number(values.minutes) * 60_000) / (calmMillis + 3_000))) },
  (_, index) => index < all.length ? all[index] ?? all[0] : chance.pick(all)
)
const say = (line: string) => void process.stdout.write(`${line}\n`)
const report = await run({ seed, faults, calmMillis, clients: 16, pauseMillis: 20, runners: 3, workers: 1 }, say)
const worst = new Map<string, number>()
for (const { darkestMillis, name } of report.faults) worst.set(name, Math.max(worst.get(name) ?? 0, darkestMillis))
say(`faults injected: ${report.faults.length}`)
for (const [name, millis] of worst) say(`  ${name}: longest silence of an entity ${millis} ms`)
say(`commands: ${report.commands}, ${report.acknowledged} acknowledged, ${report.refused} refused`)
for (const { count, kind, p50, p99 } of report.slowest) say(`  ${kind}: ${count}, p50 ${p50} ms, p99 ${p99} ms`)
say(`ambiguous answers: ${report.ambiguous}, each sent again until it was known`)
say(`live clients: ${report.liveItems} items over ${report.liveConnections} connections`)
for (const { promise, where } of report.violations.slice(0, 20)) say(`  VIOLATION ${promise}: ${where}`)
say(`violations: ${report.violations.length}`)
process.exit(report.violations.length === 0 ? 0 : 1)
