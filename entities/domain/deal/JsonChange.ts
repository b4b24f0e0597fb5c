/** Two JSON documents field by field; lists of named things are matched by name and not by place. */
export type Json = string | number | boolean | null | ReadonlyArray<Json> | JsonObject
interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** A key, or the name of a thing in a list. */
export type Step = { readonly key: string } | { readonly name: string }
export type Path = ReadonlyArray<Step>

export interface Change {
  readonly path: Path
  /** undefined where there was nothing */
  readonly before: Json | undefined
  readonly after: Json | undefined
}

export const changesBetween = (
  before: Json | undefined,
  after: Json | undefined,
  path: Path = []
): ReadonlyArray<Change> => {
  if (isNamedList(before) && isNamedList(after)) {
    return names(before, after).flatMap((name) =>
      changesBetween(named(before, name), named(after, name), [...path, { name }])
    )
  }
  if (isObject(before) && isObject(after) && before["_tag"] === after["_tag"] && before["basis"] === after["basis"]) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => changesBetween(before[key], after[key], [...path, { key }]))
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }]
}

/** The document with one change made to it and no other. */
export const withChange = (document: Json, { after, path }: Change): Json => put(document, path, after) ?? null

const put = (document: Json | undefined, [step, ...rest]: Path, value: Json | undefined): Json | undefined => {
  if (step === undefined) return value
  if ("name" in step) {
    const list = isNamedList(document) ? document : []
    const changed = put(named(list, step.name), rest, value)
    const others = (item: JsonObject) => item["name"] !== step.name
    if (changed === undefined) return list.filter(others)
    return list.some((item) => !others(item))
      ? list.map((item) => others(item) ? item : changed)
      : [...list, changed]
  }
  const object = isObject(document) ? document : {}
  const changed = put(object[step.key], rest, value)
  const { [step.key]: _, ...others } = object
  return changed === undefined ? others : { ...object, [step.key]: changed }
}

export const pathText = (path: Path): string =>
  path.reduce(
    (text, step) => "name" in step ? `${text}[${step.name}]` : text === "" ? step.key : `${text}.${step.key}`,
    ""
  )

/** The path in words: `Tier Balcony, price`. */
export const labelOf = (path: Path): string => {
  const words = path.flatMap((step, index): ReadonlyArray<string> => {
    if ("name" in step) return []
    const next = path[index + 1]
    const word = wordOf(step.key)
    if (next !== undefined && "name" in next) return [`${word} ${next.name}`]
    return word === "" ? [] : [word]
  })
  const text = words.join(", ")
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const plain: Readonly<Record<string, string>> = {
  scaling: "",
  tiers: "tier",
  costs: "cost",
  cents: "",
  share: "share",
  budget: "budget",
  talents: "talent",
  deal: "",
  terms: "deal",
  bonuses: "bonus",
  coPromoters: "co-promoter",
  fees: "fee",
  inOtherDeals: "in the others' deals",
  of: "share of"
}

/** `priceCents` is "price", `productionHolds` is "production holds". */
const wordOf = (key: string): string =>
  plain[key] ?? key.replace(/Cents$/, "").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json)

const isNamedList = (json: Json | undefined): json is ReadonlyArray<JsonObject> =>
  Array.isArray(json) && json.every((item) => isObject(item) && typeof item["name"] === "string") &&
  new Set(json.map((item) => item["name"])).size === json.length

const named = (list: ReadonlyArray<JsonObject>, name: string): JsonObject | undefined =>
  list.find((item) => item["name"] === name)

const names = (before: ReadonlyArray<JsonObject>, after: ReadonlyArray<JsonObject>): ReadonlyArray<string> => [
  ...new Set([...before, ...after].map((item) => String(item["name"])))
]
