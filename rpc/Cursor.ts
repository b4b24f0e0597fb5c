import { Either, Encoding, Schema } from "effect"

/** The place where a page ended: the sort key and the id of its last row. Opaque to clients; a foreign one starts over. */
const Place = Schema.parseJson(Schema.Tuple(Schema.Union(Schema.String, Schema.Number), Schema.String))

export const encode = (key: string | number, id: string): string => Encoding.encodeBase64Url(JSON.stringify([key, id]))

export const decode = (cursor: string | undefined): typeof Place.Type | undefined =>
  cursor === undefined
    ? undefined
    : Encoding.decodeBase64UrlString(cursor).pipe(
      Either.flatMap(Schema.decodeEither(Place)),
      Either.getOrUndefined
    )
