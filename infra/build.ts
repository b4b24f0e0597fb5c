/**
 * Makes what `npm start` runs: the sources without their types in `dist/`, the dashboard in `dist/dashboard/`. Each is
 * made only when something it is made from has changed. Types are the business of `npm run check`.
 */
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

const root = dirname(import.meta.dirname)
const dist = join(root, "dist")
const dashboardFolder = join("http", "dashboard")

const filesIn = (folder: string) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort()
    : []

const sources = ["cluster", "entities", "http", "inference", "realtime", "rpc", "scrapers"]
  .flatMap(filesIn)
  .filter((file) => file.endsWith(".ts") && !file.startsWith(dashboardFolder))

const shared = ["package-lock.json", "tsconfig.json", "vite.config.ts", join("infra", "build.ts")]
const dashboard = [
  ...filesIn(dashboardFolder),
  ...filesIn(join("rpc", "contract")),
  ...filesIn(join("entities", "domain"))
]

const makeServer = async () => {
  const { default: ts } = await import("typescript")
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  const compilerOptions = { ...options, module: ts.ModuleKind.ESNext, noEmit: false, plugins: [] }
  for (const folder of new Set(sources.map((file) => file.split("/")[0] ?? ""))) {
    rmSync(join(dist, folder), { recursive: true, force: true })
  }
  for (const file of sources) {
    const target = join(dist, file.replace(/\.ts$/, ".js"))
    const fileName = join(root, file)
    const { outputText, sourceMapText } = ts.transpileModule(readFileSync(fileName, "utf8"), {
      fileName,
      compilerOptions
    })
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, outputText)
    if (sourceMapText !== undefined) writeFileSync(`${target}.map`, sourceMapText)
  }
}

const makeDashboard = async () => {
  const { build } = await import("vite")
  await build({ configFile: join(root, "vite.config.ts"), logLevel: "error" })
}

const upToDate = async (name: string, inputs: ReadonlyArray<string>, make: () => Promise<void>) => {
  const hash = createHash("sha256")
  for (const file of inputs) hash.update(`${file}\0`).update(readFileSync(join(root, file))).update("\0")
  const digest = hash.digest("hex")
  const stamp = join(dist, `.${name}`)
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return
  process.stderr.write(`Building the ${name} …\n`)
  rmSync(stamp, { force: true })
  await make()
  writeFileSync(stamp, digest)
}

mkdirSync(dist, { recursive: true })
await upToDate("server", [...shared, ...sources], makeServer)
await upToDate("dashboard", [...shared, ...dashboard], makeDashboard)
