import { readdirSync } from "node:fs"
import { basename } from "node:path"
import { assert, describe, it } from "vitest"
import { root, sourceFiles } from "./sourceFiles.ts"

const paths = (offends: (file: (typeof sourceFiles)[number]) => boolean) =>
  sourceFiles.filter(offends).map((file) => file.path)

const topLevel = [
  ".ci",
  ".dockerignore",
  ".env.example",
  ".git",
  ".github",
  ".gitignore",
  ".npmrc",
  ".oxlintrc.json",
  "CHANGELOG.md",
  "README.md",
  "cluster",
  "dprint.json",
  "entities",
  "http",
  "inference",
  "infra",
  "package-lock.json",
  "package.json",
  "realtime",
  "rpc",
  "scrapers",
  "test",
  "tsconfig.json",
  "vite.config.ts",
  "vitest.config.ts"
]
/** What git does not keep. */
const made = ["node_modules", "dist", ".data", "coverage"]

describe("files", () => {
  it("stay within 400 lines", () => {
    assert.deepStrictEqual(paths((file) => file.text.split("\n").length > 401), [])
  })

  it("are not named after everything and nothing", () => {
    const vague = /^(index|utils?|helpers?|types?|common|misc|constants|manager|.*Manager)\.tsx?$/
    assert.deepStrictEqual(paths((file) => vague.test(basename(file.path))), [])
  })

  it("hand on nothing that another file defines", () => {
    assert.deepStrictEqual(
      paths((file) => /^export\s+(type\s+)?(\*|\{[^}]*\})\s*(as\s+\w+\s+)?from\s+["']\.\.?\//m.test(file.text)),
      []
    )
  })

  it("export by name only", () => {
    const fixedByTool = ["vite.config.ts", "vitest.config.ts"]
    assert.deepStrictEqual(paths((file) => /^export default /m.test(file.text) && !fixedByTool.includes(file.path)), [])
  })

  it("at the top are those that everybody must find there", () => {
    const strays = readdirSync(root).filter((name) => !topLevel.includes(name) && !made.includes(name))
    assert.deepStrictEqual(strays, [])
  })

  it("that start a process are at most 15 lines long", () => {
    assert.deepStrictEqual(
      paths((file) => file.path.startsWith("cluster/main/") && file.text.trimEnd().split("\n").length > 15),
      []
    )
  })
})
