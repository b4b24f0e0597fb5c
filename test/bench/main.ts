import { spawn } from "node:child_process"
import { bench as cluster } from "./cluster.ts"
import { deal } from "./deal.ts"
import { get, type Job, load, post, type Result } from "./load.ts"
import * as Product from "./Product.ts"

/**
 * The figures of the one-process default, each beside a limit measured in the same run: the same client against a bare
 * node:http server that reads the body and answers as many bytes. `npm run bench -- 10` measures each for 10 seconds instead of 5;
 * `npm run bench -- cluster` measures three runners and a gateway, and what a fault costs.
 */
if (process.argv[2] === "cluster") {
  await cluster((line) => void process.stdout.write(`${line}\n`))
  process.exit(0)
}
const seconds = Number(process.argv[2] ?? 5)
const artists = 10_000
const say = (line: string) => process.stdout.write(`${line}\n`)

const bare = (answerBytes: number) =>
  new Promise<{ readonly port: number; readonly close: () => void }>((resolve) => {
    const child = spawn(process.execPath, [
      "--import",
      "tsx",
      new URL("bare.ts", import.meta.url).pathname,
      String(answerBytes)
    ], {
      stdio: ["ignore", "pipe", "inherit"]
    })
    child.stdout.on("data", (chunk: Buffer) => {
      const port = Number(/port (\d+)/.exec(chunk.toString())?.[1])
      if (port > 0) resolve({ port, close: () => child.kill("SIGTERM") })
    })
  })

const line = (name: string, result: Result, target: string, limit?: Result) =>
  say(
    `${name.padEnd(52)} ${result.perSecond.toFixed(0).padStart(7)}/s  p50 ${
      result.p50Millis.toFixed(2).padStart(7)
    } ms  p99 ${result.p99Millis.toFixed(2).padStart(7)} ms${result.failed > 0 ? `  FAILED ${result.failed}` : ""}${
      limit ? `  ${(result.perSecond / limit.perSecond).toFixed(3)} of bare` : ""
    }  (${target})`
  )

const run = (port: number, connections: number, request: Job["request"], length = seconds) =>
  load({ host: "127.0.0.1", port, connections, seconds: length, request })

const key = (() => {
  const session = Date.now().toString(36)
  return (n: number, name: string) => `${session}-${name}-${n}`
})()

for (const figure of deal()) say(figure)
say(`build from nothing: ${(Product.build() / 1000).toFixed(1)} s (under 60)`)
const begun = performance.now()
// the sandbox platforms and the browser that looks at them would be measured with it: nothing is looked at meanwhile
const product = await Product.start({ CLUSTER_SCRAPE_SLOTS: "0" })
const question = (artist: string, venue: string, date: string) => ({ artistId: artist, venueId: venue, date })
const asked = await run(
  product.port,
  1,
  () => post("/predictions", JSON.stringify(question("rising-star", "the-fillmore", "2027-03-05"))),
  0.01
)
say(
  `start to serving ${(product.startMillis / 1000).toFixed(1)} s, to the first prediction ${
    ((performance.now() - begun) / 1000).toFixed(1)
  } s (under 10)${asked.failed > 0 ? " FAILED" : ""}`
)

const small = await bare(80)
const large = await bare(3_500)
const limitSmall = await run(small.port, 64, (n) => post("/", `{"watched":${n % 2 === 0}}`))
const limitLarge = await run(large.port, 64, () => post("/", JSON.stringify(question("a", "b", "2027-03-05"))))
line("bare node:http, 80 bytes, 64 connections", limitSmall, "limit")
line("bare node:http, 3,500 bytes, 64 connections", limitLarge, "limit")

const put = (path: string, body: string) => post(path, body).replace(/^POST/, "PUT")
let registered = 0
while (registered < artists) {
  const from = registered
  const { requests } = await run(
    product.port,
    64,
    (n) =>
      put(
        `/api/v1/artists/bench-${(from + n) % artists}`,
        JSON.stringify({ name: `Bench Act ${(from + n) % artists}`, genres: ["indie"], handles: {}, source: "sandbox" })
      )
  )
  registered += requests
}
await new Promise((resolve) => setTimeout(resolve, 10_000))
say(`resident with ${artists} active artists: ${product.residentMiB().toFixed(0)} MiB (under 600)`)
line(
  "durable command, 64 connections, 10,000 artists",
  await run(
    product.port,
    64,
    (n) =>
      post(
        `/api/v1/artists/bench-${n % artists}/watch`,
        `{"watched":${Math.floor(n / artists) % 2 === 0}}`,
        key(n, "w")
      )
  ),
  "4,000/s, p99 under 30 ms",
  limitSmall
)
line(
  "durable command, 1 connection",
  await run(
    product.port,
    1,
    (n) =>
      post(
        `/api/v1/artists/bench-${n % artists}/watch`,
        `{"watched":${Math.floor(n / artists) % 2 === 1}}`,
        key(n, "o")
      )
  ),
  "p50 under 1 ms",
  limitSmall
)
const day = (n: number) => new Date(Date.UTC(2030, 0, 1 + n)).toISOString().slice(0, 10)
const hold = (n: number) => {
  const step = Math.floor(n / 64) % 2 === 0 ? "holds" : "holds/release"
  const slot = n % 64
  return post(
    `/api/v1/venues/test-venue/${step}`,
    JSON.stringify({ stageId: "main", date: day(slot), bookingId: `house-${slot}` }),
    key(n, "h")
  )
}
line("one hot venue: holds placed and released, 64 clients", await run(product.port, 64, hold), "3,000/s", limitSmall)

const triple = (n: number) => question(`bench-${n % 100}`, n % 2 === 0 ? "the-fillmore" : "test-venue", day(n % 1000))
line(
  "POST /predictions, 1,000 triples, uncached",
  await run(
    product.port,
    64,
    (n) => post("/predictions", JSON.stringify({ ...triple(n), ticketPriceCents: 2_000 + Math.floor(n / 1000) }))
  ),
  "3,000/s, p99 under 50 ms",
  limitLarge
)
await run(product.port, 64, (n) => post("/predictions", JSON.stringify(triple(n))))
line(
  "POST /predictions, 1,000 triples, cached",
  await run(product.port, 64, (n) => post("/predictions", JSON.stringify(triple(n)))),
  "8,000/s",
  limitLarge
)
await run(product.port, 64, (n) => get(`/api/v1/artists/bench-${n % artists}`))
line(
  "GET one artist, 64 connections",
  await run(product.port, 64, (n) => get(`/api/v1/artists/bench-${n % artists}`)),
  "no target",
  limitSmall
)
await new Promise((resolve) => setTimeout(resolve, 10_000))
say(`resident after all of it, predictions cached: ${product.residentMiB().toFixed(0)} MiB`)
small.close()
large.close()
await product.stop()
