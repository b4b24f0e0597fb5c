import { SqlClient } from "@effect/sql"
import { Effect, Schema } from "effect"
import { genesis, hashEvent } from "../../entities/HashChain.ts"

const Row = Schema.Struct({
  stream: Schema.String,
  position: Schema.Int,
  type: Schema.String,
  payload: Schema.String,
  commandId: Schema.String,
  actor: Schema.String,
  atMillis: Schema.Number,
  hash: Schema.String,
  head: Schema.String,
  version: Schema.Int
})
const decode = Schema.decodeUnknown(Schema.Array(Row))

const rowsAtOnce = 5_000

/** Goes over the history of every stream: how many there are, and those whose chain does not lead to their head. */
export const check = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const broken = new Set<string>()
  let [streams, events] = [0, 0]
  let last = { stream: "", position: 0, hash: genesis }
  for (;;) {
    const rows = yield* sql`
      select j.stream, j.position, j.type, j.payload, j.command_id as "commandId", j.actor,
        round(extract(epoch from j.at) * 1000)::float8 as "atMillis", j.hash, s.head, s.version
      from journal j join streams s on s.stream = j.stream
      where (j.stream, j.position) > (${last.stream}, ${last.position}::integer)
      order by j.stream, j.position limit ${rowsAtOnce}`.pipe(Effect.flatMap(decode))
    for (const row of rows) {
      const goesOn = row.stream === last.stream
      if (!goesOn) streams++
      events++
      const isNext = row.position === (goesOn ? last.position + 1 : 1)
      const isWhole = hashEvent(goesOn ? last.hash : genesis, row.stream, row) === row.hash
      const isHead = row.position !== row.version || row.hash === row.head
      if (!isNext || !isWhole || !isHead) broken.add(row.stream)
      last = { stream: row.stream, position: row.position, hash: row.hash }
    }
    if (rows.length < rowsAtOnce) return { streams, events, broken: [...broken] }
  }
})
