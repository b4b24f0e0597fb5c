import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { root, sourceFiles } from "./sourceFiles.ts"

/** As in `Config.integer("SCRAPER_POOL_SIZE")` and `Config.literal("sandbox", "live")("PLATFORMS")`. */
const read = /\b(?:Config\.\w+(?:\([^()]*\))?|Schema\.Config)\(\s*"([A-Z][A-Z0-9_]*)"/g

const used = sourceFiles
  .filter((file) => !/^(test|infra)\//.test(file.path))
  .flatMap((file) => [...file.text.matchAll(read)].map((match) => match[1] ?? ""))

const example = join(root, ".env.example")
const listed = existsSync(example)
  ? [...readFileSync(example, "utf8").matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1] ?? "")
  : []

describe("settings", () => {
  it("are listed in .env.example, each that is read and no other", () => {
    assert.include(used, "DATA_DIR")
    assert.deepStrictEqual([...new Set(listed)].sort(), [...new Set(used)].sort())
  })

  it("are listed once", () => {
    assert.strictEqual(new Set(listed).size, listed.length)
  })

  it("are never read past Config", () => {
    const past = sourceFiles.filter((file) => !/^(test|infra)\//.test(file.path) && /\bprocess\.env\b/.test(file.text))
    assert.deepStrictEqual(past.map((file) => file.path), [])
  })
})
