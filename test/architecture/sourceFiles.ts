import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

export const root = dirname(dirname(import.meta.dirname))

export interface SourceFile {
  /** Path from the project's root, with forward slashes. */
  readonly path: string
  readonly text: string
  /** What it imports or re-exports from this project, as paths from the root. */
  readonly imports: ReadonlyArray<string>
}

/** Folders in the order in which they may see each other: each sees itself and those before it. */
export const order = [
  "entities/domain",
  "inference",
  "entities",
  "scrapers",
  "rpc",
  "realtime",
  "http",
  "cluster",
  "test"
] as const

/** The folder of `order` that a path belongs to. */
export const layerOf = (path: string) => order.find((folder) => path.startsWith(`${folder}/`))

const specifier =
  /(?:^|[\s;])(?:import|export)\s(?:[^"'`;]*?\sfrom\s+)?["'](\.{1,2}\/[^"']+)["']|\bimport\(\s*["'](\.{1,2}\/[^"']+)["']\s*\)/g

export const sourceFiles: ReadonlyArray<SourceFile> = [
  "entities",
  "inference",
  "scrapers",
  "rpc",
  "realtime",
  "http",
  "cluster",
  "infra",
  "test"
]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  .sort()
  .map((path) => {
    const text = readFileSync(join(root, path), "utf8")
    const imports = [...text.matchAll(specifier)].map((match) => join(dirname(path), match[1] ?? match[2] ?? ""))
    return { path, text, imports }
  })
