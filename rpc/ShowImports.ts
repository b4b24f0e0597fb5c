import { SqlClient } from "@effect/sql"
import { Clock, Context, Effect, Layer, Schema } from "effect"
import { createHash } from "node:crypto"
import { ArtistNotFound } from "../entities/domain/Artist.ts"
import type { SheetRow } from "../entities/domain/PastShowSheet.ts"
import * as ShowDate from "../entities/domain/ShowDate.ts"
import { VenueNotRegistered } from "../entities/domain/VenueRefusals.ts"
import { readSheet, type Sheet } from "../inference/ShowSheet.ts"
import { acting, requireRole } from "./acting.ts"
import {
  HistoryRpcs,
  type ImportedSheet,
  type NameMatch,
  NamesUndecided,
  SheetCounts,
  ShowRowsRefused
} from "./contract/HistoryRpcs.ts"
import * as Crosswalk from "./Crosswalk.ts"
import { orUnavailable } from "./orUnavailable.ts"

const shownFaults = 500
const shownShows = 100
const shownImports = 100

const Standing = Schema.Struct({ id: Schema.String, standing: Schema.Literal("new", "changed", "unchanged") })
const Written = Schema.Struct({ inserted: Schema.Boolean })
const Import = Schema.Struct({
  id: Schema.String,
  at: Schema.DateFromSelf,
  actor: Schema.String,
  counts: SheetCounts
})
const Missing = Schema.Array(Schema.Struct({ id: Schema.String }))

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const withSql = Effect.provideService(SqlClient.SqlClient, sql)

  const read = (csv: string) =>
    Effect.flatMap(
      Clock.currentTimeMillis,
      (now) => readSheet(csv, ShowDate.ofInstantUtc(now))
    )

  const standings = (shows: ReadonlyArray<ShowRow>) =>
    sql`
      select n.id, case when s.id is null then 'new' when ${differs} then 'changed' else 'unchanged' end as standing
      from ${recordset(shows)} left join shows s on s.id = n.id`.pipe(
      Effect.flatMap(Schema.decodeUnknown(Schema.Array(Standing))),
      Effect.map((all) => new Map(all.map(({ id, standing }) => [id, standing])))
    )

  const recordset = (shows: ReadonlyArray<ShowRow>) =>
    sql`json_to_recordset(${
      JSON.stringify(shows)
    }::json) as n(id text, artist_id text, act text, venue_id text, venue text,
      city text, country text, date date, genre text, capacity integer, sold integer, gross_cents bigint, price_cents bigint)`

  const differs = sql.literal(
    `(${columns.map((name) => `s.${name}`).join(", ")}) is distinct from (${
      columns.map((name) => `n.${name}`).join(", ")
    })`
  )

  /** One import after the other: a file that comes twice at once is written once. */
  const write = (id: string, actor: string, csv: string, shows: ReadonlyArray<ShowRow>, faulty: number) =>
    sql.withTransaction(Effect.gen(function*() {
      yield* sql`select pg_advisory_xact_lock(hashtext('promoteros'), hashtext('show imports'))`
      const before = yield* imports(id)
      if (before[0] !== undefined) return before[0]
      const written = yield* sql`
        insert into shows as s (id, source, ${sql.literal(columns.join(", "))})
        select id, 'import', ${sql.literal(columns.join(", "))} from ${recordset(shows)}
        on conflict (id) do update set ${
        sql.literal(columns.map((name) => `${name} = excluded.${name}`).join(", "))
      }, changed_at = now()
        where (${sql.literal(columns.map((name) => `s.${name}`).join(", "))})
          is distinct from (${sql.literal(columns.map((name) => `excluded.${name}`).join(", "))})
        returning (xmax = 0) as inserted`.pipe(Effect.flatMap(Schema.decodeUnknown(Schema.Array(Written))))
      const added = written.filter(({ inserted }) => inserted).length
      const counts: typeof SheetCounts.Type = {
        rows: shows.length + faulty,
        added,
        changed: written.length - added,
        unchanged: shows.length - written.length,
        faulty
      }
      yield* sql`insert into show_imports (id, actor, file_hash, counts)
        values (${id}, ${actor}, ${createHash("sha256").update(csv).digest("hex")}, ${JSON.stringify(counts)}::jsonb)`
      const [done] = yield* imports(id)
      return done ?? { id, at: "", by: actor, counts }
    }))

  const imports = (id?: string) =>
    sql`select id, at, actor, counts from show_imports ${
      id === undefined ? sql`` : sql`where id = ${id}`
    } order by at desc limit ${shownImports}`.pipe(
      Effect.flatMap(Schema.decodeUnknown(Schema.Array(Import))),
      Effect.map((all) =>
        all.map(({ actor, at, counts, id }): ImportedSheet => ({ id, at: at.toISOString(), by: actor, counts }))
      )
    )

  const missing = <Id extends string>(table: "artists" | "venues", ids: ReadonlyArray<Id>) =>
    sql`select value as id from json_array_elements_text(${JSON.stringify(ids)}::json)
      where not exists (select from ${sql(table)} t where t.id = value) limit 1`.pipe(
      Effect.flatMap(Schema.decodeUnknown(Missing)),
      Effect.map(([first]) => ids.find((id) => id === first?.id))
    )

  return HistoryRpcs.of({
    PreviewShows: Effect.fn("ShowImports.preview")(function*({ csv }) {
      yield* requireRole("booker")
      const sheet = yield* read(csv)
      const { acts, venues } = yield* withSql(Crosswalk.matchNames(sheet.rows))
      const shows = rowsOf(sheet, { acts, venues })
      const standing = yield* standings(shows)
      const counted = (what: string) => [...standing.values()].filter((each) => each === what).length
      const faulty = faultyLines(sheet)
      return {
        counts: {
          rows: shows.length + faulty,
          added: counted("new"),
          changed: counted("changed"),
          unchanged: counted("unchanged"),
          faulty
        },
        faults: sheet.faults.slice(0, shownFaults),
        acts: [...acts.values()].toSorted(undecidedFirst),
        venues: [...venues.values()].toSorted(undecidedFirst),
        shows: sheet.rows.slice(0, shownShows).map((row, index) => ({
          ...row,
          standing: standing.get(shows[index]?.id ?? "") ?? ("new" as const)
        }))
      }
    }, orUnavailable("The preview")),
    ConfirmNames: Effect.fn("ShowImports.confirmNames")(function*({ acts, venues }) {
      const { id: actor } = yield* requireRole("booker")
      const noArtist = yield* missing("artists", acts.flatMap(({ id }) => id ?? []))
      if (noArtist !== undefined) return yield* new ArtistNotFound({ artistId: noArtist })
      const noVenue = yield* missing("venues", venues.flatMap(({ id }) => id ?? []))
      if (noVenue !== undefined) return yield* new VenueNotRegistered({ venueId: noVenue })
      yield* withSql(Crosswalk.decide([
        ...acts.map(({ id, name }) => ({ kind: "act" as const, name: Crosswalk.actKey(name), means: id })),
        ...venues.map(({ city, id, name }) => ({
          kind: "venue" as const,
          name: Crosswalk.venueKey(name, city),
          means: id
        }))
      ], actor))
    }, orUnavailable("The names")),
    ImportShows: Effect.fn("ShowImports.import")(function*({ csv, faultyRows, requestId }) {
      const { actor, requestId: id } = yield* acting("booker", requestId)
      const sheet = yield* read(csv)
      const faulty = faultyLines(sheet)
      if (faulty > 0 && faultyRows === "refuse") {
        return yield* new ShowRowsRefused({ faulty, faults: sheet.faults.slice(0, shownFaults) })
      }
      const matches = yield* withSql(Crosswalk.matchNames(sheet.rows))
      const open = [...matches.acts.values(), ...matches.venues.values()].filter(isUndecided)
      if (open.length > 0) return yield* new NamesUndecided({ names: open.map(({ name }) => name) })
      return yield* write(id, actor, csv, rowsOf(sheet, matches), faulty)
    }, orUnavailable("The import")),
    ListImports: () => imports().pipe(orUnavailable("The imports"))
  })
})

const columns = [
  "artist_id",
  "act",
  "venue_id",
  "venue",
  "city",
  "country",
  "date",
  "genre",
  "capacity",
  "sold",
  "gross_cents",
  "price_cents"
] as const
type ShowRow = Readonly<Record<(typeof columns)[number] | "id", string | number | null>>

/** A show is known again by who played where and when, whatever its names are matched to; the second of a day is another. */
const rowsOf = (
  { rows }: Sheet,
  { acts, venues }: Crosswalk.Matches
): ReadonlyArray<ShowRow & { readonly id: string }> => {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const [act, venue] = [Crosswalk.actKey(row.act), Crosswalk.venueKey(row.venue, row.city)]
    const identity = `${act}|${row.date}|${venue}`
    const nth = (seen.get(identity) ?? 0) + 1
    seen.set(identity, nth)
    return { id: idOf(identity, nth), ...columnsOf(row, acts.get(act), venues.get(venue)) }
  })
}

const idOf = (identity: string, nth: number): string =>
  `import-${createHash("sha256").update(nth === 1 ? identity : `${identity}|${nth}`).digest("base64url").slice(0, 22)}`

const columnsOf = (row: SheetRow, act: NameMatch | undefined, venue: NameMatch | undefined) => ({
  artist_id: act?.id ?? null,
  act: row.act,
  venue_id: venue?.id ?? null,
  venue: row.venue,
  city: row.city,
  country: row.country,
  date: row.date,
  genre: row.genre,
  capacity: row.capacity,
  sold: row.sold,
  gross_cents: row.grossCents,
  price_cents: row.priceCents
})

const faultyLines = ({ faults }: Sheet): number => new Set(faults.map(({ line }) => line)).size

const isUndecided = ({ standing }: NameMatch): boolean => standing === "undecided"

const undecidedFirst = (a: NameMatch, b: NameMatch): number =>
  Number(isUndecided(b)) - Number(isUndecided(a)) || b.rows - a.rows || (a.name < b.name ? -1 : 1)

/** A promoter's own past shows; the RPC and the REST side answer with it. */
export class ShowImports
  extends Context.Tag("promoteros/rpc/ShowImports")<ShowImports, Effect.Effect.Success<typeof make>>()
{
  static readonly layer = Layer.effect(ShowImports, make)
}
