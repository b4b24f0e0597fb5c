import { Option, Schema } from "effect"

/**
 * Reading pages by hand instead of building a tree: a page of half a megabyte costs a few milliseconds, and a page that
 * was cut off anywhere is read the same way.
 */
const parseJson = Schema.decodeUnknownOption(Schema.parseJson())

/** Any JSON text as a value; None when it is none. */
export const json = (text: string): Option.Option<unknown> => parseJson(text)

export interface Script {
  readonly attributes: string
  readonly content: string
  /** the page ended inside it */
  readonly cut: boolean
}

const opening = /<script\b([^>]*)>/gi

/** At most the first 400 scripts of a page. */
export const scripts = (html: string): ReadonlyArray<Script> => {
  const found: Array<Script> = []
  opening.lastIndex = 0
  const finder = new RegExp(opening)
  for (let match = finder.exec(html); match !== null && found.length < 400; match = finder.exec(html)) {
    const start = match.index + match[0].length
    const end = closing(html, start)
    found.push({ attributes: match[1] ?? "", content: html.slice(start, end ?? html.length), cut: end === undefined })
    if (end === undefined) break
    finder.lastIndex = end
  }
  return found
}

const closing = (html: string, from: number) => {
  const lower = html.indexOf("</script", from)
  return lower === -1 ? undefined : lower
}

export const hasId = (script: Script, ...ids: ReadonlyArray<string>): boolean => {
  const id = /\bid\s*=\s*["']?([^"'\s>]+)/i.exec(script.attributes)?.[1]
  return id !== undefined && ids.includes(id)
}

/** The JSON object or array that follows `marker`, up to its own closing bracket; None when absent or cut off. */
export const jsonAfter = (source: string, marker: RegExp): Option.Option<unknown> => {
  const match = marker.exec(source)
  if (match === null) return Option.none()
  const start = match.index + match[0].length
  let depth = 0
  let quoted = false
  for (let at = start; at < source.length; at++) {
    const character = source[at]
    if (quoted) {
      if (character === "\\") at++
      else if (character === "\"") quoted = false
    } else if (character === "\"") quoted = true
    else if (character === "{" || character === "[") depth++
    else if ((character === "}" || character === "]") && --depth === 0) return json(source.slice(start, at + 1))
    if (depth === 0 && at === start) return Option.none()
  }
  return Option.none()
}

/** `property` or `name` of every meta tag, with its content; the first of a name counts. */
export const metaTags = (html: string): ReadonlyMap<string, string> => {
  const tags = new Map<string, string>()
  for (const [tag] of html.matchAll(/<meta\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi)) {
    const name = attribute(tag, "property") ?? attribute(tag, "name")
    const content = attribute(tag, "content")
    if (name !== undefined && content !== undefined && !tags.has(name.toLowerCase())) {
      tags.set(name.toLowerCase(), unescape(content))
    }
  }
  return tags
}

const attribute = (tag: string, name: string) => {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(tag)
  return match?.[1] ?? match?.[2] ?? match?.[3]
}

export const title = (html: string): string =>
  unescape(/<title\b[^>]*>([^<]*)/i.exec(html)?.[1] ?? "")
    .replace(/\s+/g, " ")
    .trim()

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: "\"",
  apos: "'",
  nbsp: " ",
  middot: "·",
  bull: "•",
  ndash: "–",
  mdash: "—"
}

export const unescape = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, (whole, hex, decimal, name) => {
    const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : undefined
    if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    return named[String(name).toLowerCase()] ?? whole
  })

/** A document that ends as documents end. */
export const isWhole = (html: string): boolean => /<\/html\s*>\s*(?:<!--[\s\S]{0,200}-->\s*)?$/i.test(html.slice(-400))

/** Every object inside a JSON value, breadth first, at most 20,000 of them. */
export function* objectsIn(value: unknown): Generator<object> {
  let level: ReadonlyArray<unknown> = [value]
  let seen = 0
  while (level.length > 0) {
    const next: Array<unknown> = []
    for (const item of level) {
      if (typeof item !== "object" || item === null) continue
      if (!Array.isArray(item)) yield item
      if (++seen > 20_000) return
      for (const child of Object.values(item)) if (typeof child === "object" && child !== null) next.push(child)
    }
    level = next
  }
}
