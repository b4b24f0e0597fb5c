import { SqlClient, type SqlError } from "@effect/sql"
import { Config, Context, Effect, Layer, Option, type ParseResult, Schema } from "effect"
import {
  Comparison,
  isBetter,
  leastCoverage,
  ModelNotBetter,
  ModelNotFound,
  ModelOrigin,
  type ModelRejected,
  ModelRole,
  mostCoverage
} from "../../entities/domain/Model.ts"
import { Manifest, type ModelBundle, verify } from "../ModelBundle.ts"

/** A model as the registry lists it, without its bytes. */
export const Entry = Schema.Struct({
  version: Schema.String,
  role: ModelRole,
  share: Schema.Number,
  origin: ModelOrigin,
  manifest: Schema.parseJson(Manifest),
  comparison: Schema.NullOr(Schema.parseJson(Comparison)),
  addedAt: Schema.DateFromSelf,
  roleSince: Schema.DateFromSelf
})
export type Entry = typeof Entry.Type

/** Which models are to answer: what every process brings its pool in line with. */
export interface Wanted {
  readonly champion: { readonly version: string; readonly origin: ModelOrigin } | undefined
  readonly shadow: { readonly version: string; readonly share: number } | undefined
}

type Fault = SqlError.SqlError | ParseResult.ParseError

/**
 * All models and their roles, in Postgres: at most one champion and one shadow. A model's name is its content, so the bytes
 * of a version never change; whoever reads them checks them again.
 */
export class ModelRegistry extends Context.Tag("promoteros/inference/registry/ModelRegistry")<ModelRegistry, {
  readonly wanted: Effect.Effect<Wanted, Fault>
  readonly entries: Effect.Effect<ReadonlyArray<Entry>, Fault>
  readonly bundle: (version: string) => Effect.Effect<ModelBundle, ModelNotFound | ModelRejected | Fault>
  readonly card: (version: string) => Effect.Effect<string, ModelNotFound | Fault>
  /** Puts a model into the registry as a candidate; one that is there already stays what it is. */
  readonly add: (bundle: ModelBundle, origin: ModelOrigin, comparison?: Comparison) => Effect.Effect<void, Fault>
  /** Makes a model the champion because it won its comparison with the present one, or was champion before. */
  readonly promote: (
    version: string,
    actor: string
  ) => Effect.Effect<void, ModelNotFound | ModelNotBetter | ModelRejected | Fault>
  /** Makes a model the champion without a comparison: the one that came with the program. */
  readonly install: (version: string, actor: string, reason: string) => Effect.Effect<void, ModelNotFound | Fault>
  /** Puts a candidate beside the champion, answering this share of artists. */
  readonly shadow: (
    version: string,
    share: number,
    actor: string
  ) => Effect.Effect<void, ModelNotFound | ModelRejected | Fault>
  /** Takes the shadow away, back among the candidates. */
  readonly endShadow: (actor: string) => Effect.Effect<void, Fault>
}>() {
  static readonly layer = Layer.effect(ModelRegistry, Effect.suspend(() => make))
}

const WantedRow = Schema.Struct({
  version: Schema.String,
  role: ModelRole,
  share: Schema.Number,
  origin: ModelOrigin
})
const decodeWanted = Schema.decodeUnknown(Schema.Array(WantedRow))
const decodeEntries = Schema.decodeUnknown(Schema.Array(Entry))
const decodeParts = Schema.decodeUnknown(
  Schema.Array(Schema.Struct({ manifest: Schema.String, card: Schema.String, graph: Schema.Uint8ArrayFromSelf }))
)
const decodeCard = Schema.decodeUnknown(Schema.Array(Schema.Struct({ card: Schema.String })))
const Standing = Schema.Struct({
  role: ModelRole,
  comparison: Schema.NullOr(Schema.parseJson(Comparison)),
  crowned: Schema.Boolean
})
const decodeStanding = Schema.decodeUnknown(Schema.Array(Standing))
const encodeComparison = Schema.encodeSync(Schema.parseJson(Comparison))

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const kept = yield* Config.integer("MODEL_KEPT").pipe(Config.withDefault(20))

  const change = (version: string, role: ModelRole, share: number, actor: string, reason: string) =>
    Effect.zipRight(
      sql`update models set role = ${role}, share = ${share}, role_since = now() where version = ${version}`,
      sql`insert into model_changes ${sql.insert({ version, role, actor, reason })}`
    )

  const bundle = Effect.fn("ModelRegistry.bundle")(function*(version: string) {
    const [parts] = yield* Effect.flatMap(
      sql`select manifest, card, graph from models where version = ${version}`,
      decodeParts
    )
    if (parts === undefined) return yield* new ModelNotFound({ version })
    return yield* verify(parts.manifest, parts.graph, parts.card)
  })

  const standing = (version: string) =>
    sql`select role, comparison, exists (
        select 1 from model_changes c where c.version = m.version and c.role = 'champion') as crowned
      from models m where version = ${version} for update`.pipe(
      Effect.flatMap(decodeStanding),
      Effect.flatMap(([found]) =>
        found === undefined ? Effect.fail(new ModelNotFound({ version })) : Effect.succeed(found)
      )
    )

  const current = Effect.flatMap(
    sql`select version, role, share, origin from models where role = 'champion' for update`,
    decodeWanted
  )

  const crown = Effect.fnUntraced(function*(version: string, actor: string, reason: string) {
    for (const { version: old } of yield* current) {
      if (old !== version) yield* change(old, "retired", 0, actor, `followed by ${version}`)
    }
    yield* change(version, "champion", 1, actor, reason)
  })

  const together = sql.withTransaction

  return ModelRegistry.of({
    wanted: sql`select version, role, share, origin from models where role in ('champion', 'shadow')`.pipe(
      Effect.flatMap(decodeWanted),
      Effect.map((rows) => ({
        champion: rows.find(({ role }) => role === "champion"),
        shadow: rows.find(({ role }) => role === "shadow")
      }))
    ),
    entries: sql`select version, role, share, origin, manifest, comparison, added_at as "addedAt",
        role_since as "roleSince" from models
      order by array_position(array['champion', 'shadow', 'candidate', 'retired'], role), added_at desc`.pipe(
      Effect.flatMap(decodeEntries)
    ),
    bundle,
    card: Effect.fn("ModelRegistry.card")(function*(version) {
      const [found] = yield* Effect.flatMap(sql`select card from models where version = ${version}`, decodeCard)
      return yield* Effect.map(
        Effect.mapError(Option.fromNullable(found), () => new ModelNotFound({ version })),
        ({ card }) => card
      )
    }),
    add: Effect.fn("ModelRegistry.add")(function*({ card, graph, manifest }, origin, comparison) {
      const row = {
        version: manifest.version,
        role: "candidate",
        origin,
        manifest: JSON.stringify(manifest),
        card,
        graph,
        comparison: comparison === undefined ? null : encodeComparison(comparison)
      }
      yield* sql`insert into models ${sql.insert(row)} on conflict (version) do update
        set comparison = coalesce(excluded.comparison, models.comparison)`
      yield* sql`delete from models where version in (
        select version from models where role in ('candidate', 'retired') order by added_at desc offset ${kept})`
    }, together),
    promote: Effect.fn("ModelRegistry.promote")(function*(version, actor) {
      const { comparison, crowned, role } = yield* standing(version)
      const champion = (yield* current)[0]
      if (role === "champion") return
      yield* bundle(version)
      if (crowned) return yield* crown(version, actor, "champion again")
      const refuse = (reason: string) => Effect.fail(new ModelNotBetter({ version, reason }))
      if (comparison === null) return yield* refuse("it was not compared with another model")
      if (comparison.championVersion !== champion?.version) {
        return yield* refuse("the champion has changed since they were compared; train again")
      }
      if (!isBetter(comparison)) return yield* refuse(shortfall(comparison))
      yield* crown(version, actor, `better on ${comparison.shows} shows`)
    }, together),
    install: Effect.fn("ModelRegistry.install")(function*(version, actor, reason) {
      yield* standing(version)
      yield* crown(version, actor, reason)
    }, together),
    shadow: Effect.fn("ModelRegistry.shadow")(function*(version, share, actor) {
      const { role } = yield* standing(version)
      if (role === "champion") return
      yield* bundle(version)
      yield* sql`update models set role = 'candidate', share = 0, role_since = now()
        where role = 'shadow' and version <> ${version}`
      yield* change(version, "shadow", share, actor, `answers ${Math.round(100 * share)} % of artists`)
    }, together),
    endShadow: Effect.fn("ModelRegistry.endShadow")(function*(actor) {
      const rows = yield* Effect.flatMap(
        sql`select version, role, share, origin from models where role = 'shadow' for update`,
        decodeWanted
      )
      for (const { version } of rows) yield* change(version, "candidate", 0, actor, "no shadow any more")
    }, together)
  })
})

const shortfall = ({ candidateCoverage, candidateMape, championMape, shows, sure }: Comparison): string => {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  return candidateMape >= championMape
    ? `on the same ${shows} shows it errs by ${percent(candidateMape)}, the champion by ${percent(championMape)}`
    : candidateCoverage < leastCoverage || candidateCoverage > mostCoverage
    ? `its 80 % band holds ${percent(candidateCoverage)} of ${shows} shows`
    : `it is ahead by ${percent(championMape - candidateMape)} on ${shows} shows, which may be luck (sure ${
      percent(sure)
    })`
}
