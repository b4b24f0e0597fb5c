import { SqlClient } from "@effect/sql"
import { Array as Arr, Effect, Schema } from "effect"
import type { SheetRow } from "../entities/domain/PastShowSheet.ts"
import { fold } from "../inference/PastShows.ts"
import type { NameMatch } from "./contract/HistoryRpcs.ts"

/** A name of a file, with the city that tells a venue from its namesakes; an act has none. */
interface Wanted {
  readonly kind: "act" | "venue"
  readonly key: string
  readonly name: string
  readonly city: string
  readonly rows: number
}

const leastSimilarity = 0.45
const mostCandidates = 3

const Decision = Schema.Struct({ name: Schema.String, means: Schema.NullOr(Schema.String) })
const Found = Schema.Struct({
  key: Schema.String,
  id: Schema.String,
  name: Schema.String,
  city: Schema.String,
  similarity: Schema.Number
})

export const actKey = (name: string): string => fold(name)
export const venueKey = (name: string, city: string): string => `${fold(name)}|${fold(city)}`

/** Whom the acts and the venues of these rows mean, by the key of each. */
export const matchNames = Effect.fn("Crosswalk.matchNames")(function*(rows: ReadonlyArray<SheetRow>) {
  const sql = yield* SqlClient.SqlClient
  const [acts, venues] = [wantedOf(rows, "act"), wantedOf(rows, "venue")]
  const keys = (wanted: ReadonlyArray<Wanted>) =>
    sql`(select value from json_array_elements_text(${JSON.stringify(wanted.map(({ key }) => key))}::json))`
  const asked = (wanted: ReadonlyArray<Wanted>) =>
    sql`json_to_recordset(${JSON.stringify(wanted)}::json) as w(key text, name text, city text)`
  const decided = (kind: Wanted["kind"], wanted: ReadonlyArray<Wanted>) =>
    sql`select name, means from crosswalk where kind = ${kind} and name in ${keys(wanted)}`.pipe(
      Effect.flatMap(Schema.decodeUnknown(Schema.Array(Decision))),
      Effect.map((all) => new Map(all.map(({ means, name }) => [name, means])))
    )
  const [actsDecided, venuesDecided] = yield* Effect.all([decided("act", acts), decided("venue", venues)])
  const foundActs = yield* sql`
    select w.key, a.id, a.name, '' as city, a.similarity
    from ${asked(acts.filter(({ key }) => !actsDecided.has(key)))} cross join lateral (
      select id, name, similarity(lower(name), lower(w.name)) as similarity from artists
      where lower(name) % lower(w.name) order by 3 desc, id limit ${mostCandidates}
    ) a`.pipe(Effect.flatMap(Schema.decodeUnknown(Schema.Array(Found))))
  const foundVenues = yield* sql`
    select w.key, v.id, v.name, v.city, v.similarity
    from ${asked(venues.filter(({ key }) => !venuesDecided.has(key)))} cross join lateral (
      select id, name, city, similarity(lower(name || ' ' || city), lower(w.name || ' ' || w.city)) as similarity
      from venues where lower(name || ' ' || city) % lower(w.name || ' ' || w.city)
      order by 4 desc, id limit ${mostCandidates}
    ) v`.pipe(Effect.flatMap(Schema.decodeUnknown(Schema.Array(Found))))
  return {
    acts: matched(acts, actsDecided, foundActs),
    venues: matched(venues, venuesDecided, foundVenues)
  }
})

export type Matches = Effect.Effect.Success<ReturnType<typeof matchNames>>

const wantedOf = (rows: ReadonlyArray<SheetRow>, kind: Wanted["kind"]): ReadonlyArray<Wanted> => {
  const wanted = new Map<string, Wanted>()
  for (const row of rows) {
    const [name, city] = kind === "act" ? [row.act, ""] : [row.venue, row.city]
    const key = kind === "act" ? actKey(name) : venueKey(name, city)
    wanted.set(key, { kind, key, name, city, rows: (wanted.get(key)?.rows ?? 0) + 1 })
  }
  return [...wanted.values()]
}

const matched = (
  wanted: ReadonlyArray<Wanted>,
  decided: ReadonlyMap<string, string | null>,
  found: ReadonlyArray<typeof Found.Type>
): ReadonlyMap<string, NameMatch> => {
  const byKey = Arr.groupBy(found, ({ key }) => key)
  return new Map(wanted.map(({ city, key, kind, name, rows }) => {
    const means = decided.get(key)
    const near = byKey[key] ?? []
    const same = near.filter((each) => (kind === "act" ? actKey(each.name) : venueKey(each.name, each.city)) === key)
    const candidates = near.filter(({ similarity }) => similarity >= leastSimilarity).map((each) => ({
      id: each.id,
      name: each.city === "" ? each.name : `${each.name}, ${each.city}`,
      similarity: Math.round(each.similarity * 100) / 100
    }))
    const [only] = same
    const id = means !== undefined ? means : same.length === 1 ? only?.id ?? null : null
    const open = means === undefined && id === null && candidates.length > 0
    return [key, { name, city, rows, standing: id !== null ? "same" : open ? "undecided" : "own", id, candidates }]
  }))
}

/** Keeps a decision, in place of an earlier one. */
export const decide = Effect.fn("Crosswalk.decide")(function*(
  decisions: ReadonlyArray<{ readonly kind: Wanted["kind"]; readonly name: string; readonly means: string | null }>,
  actor: string
) {
  const sql = yield* SqlClient.SqlClient
  const last = [...new Map(decisions.map((each) => [`${each.kind} ${each.name}`, each])).values()]
  yield* sql`
    insert into crosswalk (kind, name, means, actor)
    select kind, name, means, ${actor} from json_to_recordset(${
    JSON.stringify(last)
  }::json) as d(kind text, name text, means text)
    on conflict (kind, name) do update set means = excluded.means, actor = excluded.actor, at = now()`
})
