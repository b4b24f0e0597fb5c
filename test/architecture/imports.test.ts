import { assert, describe, it } from "vitest"
import { layerOf, order, type SourceFile, sourceFiles } from "./sourceFiles.ts"

const offences = (allowed: (file: SourceFile, target: string) => boolean) =>
  sourceFiles.flatMap((file) =>
    file.imports.filter((target) => !allowed(file, target)).map((target) => `${file.path} imports ${target}`)
  )

const position = (path: string) => order.findIndex((folder) => folder === layerOf(path))

/** `entities/artist/…` → "artist"; `entities/domain` and files straight in `entities/` belong to no entity. */
const entityOf = (path: string) => {
  const [folder, entity, file] = path.split("/")
  return folder === "entities" && entity !== "domain" && file !== undefined ? entity : undefined
}

describe("imports", () => {
  it("are seen by these tests at all", () => {
    assert.isAbove(sourceFiles.flatMap((file) => file.imports).length, 50)
  })

  it("go to the own folder or to one further left, never to the right", () => {
    const known = sourceFiles.filter((file) => layerOf(file.path) !== undefined)
    assert.isNotEmpty(known)
    assert.deepStrictEqual(
      offences((file, target) => layerOf(file.path) === undefined || position(target) <= position(file.path)),
      []
    )
  })

  it("reach an entity from outside through its protocol alone; only cluster/ puts its layer in place", () => {
    assert.deepStrictEqual(
      offences((file, target) => {
        const entity = entityOf(target)
        return entity === undefined || entityOf(file.path) === entity || target.endsWith("/protocol.ts") ||
          /^(test|cluster)\//.test(file.path)
      }),
      []
    )
  })

  it("of the dashboard go to itself, to the contract and to the domain", () => {
    assert.deepStrictEqual(
      offences((file, target) =>
        !file.path.startsWith("http/dashboard/") ||
        /^(http\/dashboard|rpc\/contract|entities\/domain)\//.test(target)
      ),
      []
    )
  })

  it("of the contract go to itself and to the domain, so that a browser can load it", () => {
    assert.deepStrictEqual(
      offences((file, target) =>
        !file.path.startsWith("rpc/contract/") || /^(rpc\/contract|entities\/domain)\//.test(target)
      ),
      []
    )
  })

  it("name the file with its ending", () => {
    assert.deepStrictEqual(offences((_, target) => /\.(ts|tsx|css|json|svg)$/.test(target)), [])
  })

  it("of the domain are effect and itself: plain values and functions", () => {
    const foreign = sourceFiles.filter((file) => file.path.startsWith("entities/domain/")).flatMap((file) =>
      [...file.text.matchAll(/from "([^".][^"]*)"/g)].map((match) => match[1] ?? "").filter((name) => name !== "effect")
        .map((name) => `${file.path} imports ${name}`)
    )
    assert.deepStrictEqual(foreign, [])
  })
})
