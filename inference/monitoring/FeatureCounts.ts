import { SqlClient } from "@effect/sql"
import { Effect, Schema } from "effect"
import type { Manifest } from "../ModelBundle.ts"
import { binOf, binsOf } from "./Psi.ts"

/** Counts questions by feature and bin in memory, until they are taken to the table. At most a few versions at a time. */
export const make = () => {
  const byVersion = new Map<string, Array<Array<number>>>()
  return {
    add: ({ reference, version }: Manifest, row: Float32Array): void => {
      const counts = byVersion.get(version) ?? reference.map((each) => Array.from({ length: binsOf(each) }, () => 0))
      byVersion.set(version, counts)
      for (let column = 0; column < reference.length; column++) {
        const own = counts[column]
        const feature = reference[column]
        if (own === undefined || feature === undefined) continue
        const bin = binOf(feature, row[column] ?? Number.NaN)
        own[bin] = (own[bin] ?? 0) + 1
      }
    },
    /** What was counted since it was last taken. */
    take: (): ReadonlyArray<Counted> => {
      const taken = Array.from(byVersion, ([version, counts]) => ({ version, counts }))
      byVersion.clear()
      return taken
    }
  }
}

export interface Counted {
  readonly version: string
  /** by feature, then by bin */
  readonly counts: ReadonlyArray<ReadonlyArray<number>>
}

/** Adds counts to those of today. */
export const save = Effect.fn("FeatureCounts.save")(function*(counted: ReadonlyArray<Counted>) {
  const sql = yield* SqlClient.SqlClient
  const rows = counted.flatMap(({ counts, version }) => counts.map((own, feature) => ({ version, feature, own })))
  if (rows.length === 0) return
  yield* sql`
    insert into feature_counts as f (version, day, feature, counts)
    select version, (now() at time zone 'UTC')::date, feature, counts
    from json_to_recordset(${
    JSON.stringify(rows.map(({ feature, own, version }) => ({ version, feature, counts: own })))
  }::json)
      as given(version text, feature integer, counts bigint[])
    on conflict (version, day, feature) do update set counts = (
      select array_agg(coalesce(a, 0) + coalesce(b, 0) order by n)
      from unnest(f.counts, excluded.counts) with ordinality as both_counts(a, b, n))`
})

const Summed = Schema.Array(Schema.Struct({ feature: Schema.Int, counts: Schema.Array(Schema.Number) }))

/** The counts of a version's last days, summed, by feature. */
export const read = Effect.fn("FeatureCounts.read")(function*(version: string, days: number) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql`
    select feature, array_agg(total order by bin) as counts from (
      select feature, bin, sum(count)::float8 as total
      from feature_counts, unnest(counts) with ordinality as c(count, bin)
      where version = ${version} and day > (now() at time zone 'UTC')::date - ${days}::integer
      group by feature, bin) summed
    group by feature`.pipe(Effect.flatMap(Schema.decodeUnknown(Summed)))
  return new Map(rows.map(({ counts, feature }) => [feature, counts] as const))
})
