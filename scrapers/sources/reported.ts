import { Schema } from "effect"

/** What fits the schema, else undefined: one odd field never costs the rest of a page. */
export const lenient = <A, I>(schema: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknownOption(schema)
  return Schema.optional(
    Schema.transform(Schema.Unknown, Schema.UndefinedOr(Schema.typeSchema(schema)), {
      strict: true,
      decode: (value) => {
        const decoded = decode(value)
        return decoded._tag === "Some" ? decoded.value : undefined
      },
      encode: (value) => value
    })
  )
}

const digits = /^\d{1,15}$|^\d{1,3}(?:,\d{3}){1,4}$/

/** A count as platforms write it: 1234, "1234" or "1,234". Anything else (-1, null, "1.2K") is no exact count. */
const Written = Schema.Union(
  Schema.NonNegativeInt,
  Schema.transform(Schema.String.pipe(Schema.pattern(digits)), Schema.NonNegativeInt, {
    strict: true,
    decode: (text) => Number(text.replaceAll(",", "")),
    encode: String
  })
)

export const count = lenient(Written)
export const text = lenient(Schema.NonEmptyString)
export const flag = lenient(Schema.Boolean)

/** An id, string or number: beyond 2^53 a number is already wrong and is left out. */
export const id = lenient(
  Schema.Union(
    Schema.NonEmptyString,
    Schema.transform(Schema.NonNegativeInt.pipe(Schema.filter(Number.isSafeInteger)), Schema.String, {
      strict: true,
      decode: String,
      encode: Number
    })
  )
)

export const list = <A, I>(schema: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknownOption(schema)
  return lenient(
    Schema.transform(Schema.Array(Schema.Unknown), Schema.Array(Schema.typeSchema(schema)), {
      strict: true,
      decode: (items) =>
        items.flatMap((item) => {
          const decoded = decode(item)
          return decoded._tag === "Some" ? [decoded.value] : []
        }),
      encode: (items) => items
    })
  )
}

/** The fields that have a value: an unreported figure is absent, never undefined or 0. */
export const present = <A extends Record<string, unknown>>(fields: A): Present<A> => {
  const kept: Present<A> = {}
  for (const key in fields) {
    const value = fields[key]
    if (isPresent(value)) kept[key] = value
  }
  return kept
}
type Present<A> = { [K in keyof A]?: Exclude<A[K], undefined> }
const isPresent = <V>(value: V): value is Exclude<V, undefined> => value !== undefined

/** Epoch seconds as ISO 8601; what cannot be a moment of this century is unreported. */
export const isoOfSeconds = (seconds: number | undefined): string | undefined =>
  seconds !== undefined && seconds >= 946_684_800 && seconds < 4_102_444_800
    ? new Date(seconds * 1_000).toISOString()
    : undefined

/** The sum of what was reported; of nothing reported, nothing. */
export const total = (values: ReadonlyArray<number | undefined>): number | undefined => {
  const known = values.filter(isPresent)
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0)
}
