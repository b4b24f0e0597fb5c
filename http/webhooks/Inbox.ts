import { SqlClient } from "@effect/sql"
import { Config, Context, Duration, Effect, Layer, Option, Queue, Schedule, Schema } from "effect"
import { createHash, randomBytes } from "node:crypto"
import type { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Role } from "../../rpc/contract/Access.ts"
import { orUnavailable } from "../../rpc/orUnavailable.ts"
import { Vault } from "../../rpc/Vault.ts"
import { CommandNotFound } from "../CommandNotFound.ts"
import { Problem } from "../Problem.ts"
import { type CommandEncoded, CommandStatus, type CommandView } from "./Command.ts"

const Source = Schema.Struct({ id: Schema.String, name: Schema.String, role: Role, secret: Schema.String })
export type Source = typeof Source.Type

/** How a delivery was taken. `seen`: it had its answer before. `conflict`: its key belongs to another command. */
export type Taken =
  | { readonly _tag: "accepted"; readonly commandId: string }
  | { readonly _tag: "seen" }
  | { readonly _tag: "conflict" }

export interface Delivery {
  readonly source: Source
  readonly webhookId: string
  readonly body: Buffer
  readonly command: CommandEncoded
}

const Due = Schema.Struct({
  id: Schema.String,
  command: Schema.String,
  attempts: Schema.Int,
  source_id: Schema.String,
  name: Schema.String,
  role: Role,
  revoked: Schema.Boolean
})
export type Due = typeof Due.Type

export type Finished =
  | { readonly status: "succeeded"; readonly result: string }
  | { readonly status: "refused" | "failed"; readonly result: string }

/** Commands that automations have sent: written down before they are answered, carried out once, kept with their result. */
export class Inbox extends Context.Tag("promoteros/http/webhooks/Inbox")<Inbox, {
  readonly source: (id: string) => Effect.Effect<Option.Option<Source>, Unavailable>
  readonly take: (delivery: Delivery) => Effect.Effect<Taken, Unavailable>
  /** From here on the same delivery counts as a replay. */
  readonly answered: (delivery: Delivery) => Effect.Effect<void, Unavailable>
  /** Commands to carry out now, claimed for two minutes. */
  readonly claim: (count: number) => Effect.Effect<ReadonlyArray<Due>, Unavailable>
  readonly finish: (id: string, finished: Finished) => Effect.Effect<void, Unavailable>
  readonly postpone: (id: string, by: Duration.Duration) => Effect.Effect<void, Unavailable>
  readonly view: (id: string) => Effect.Effect<CommandView, CommandNotFound | Unavailable>
  /** Resumes when a command came in. */
  readonly arrival: Effect.Effect<void>
}>() {
  static readonly layer = Layer.scoped(
    Inbox,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const vault = yield* Vault
      const retention = yield* Config.duration("HTTP_COMMAND_RETENTION").pipe(Config.withDefault(Duration.days(30)))
      const arrivals = yield* Queue.sliding<void>(1)
      const orLater = orUnavailable("The list of commands")

      // one that was written before secrets were sealed is as it is
      const secretOf = ({ id, secret }: Source) =>
        secret.startsWith("whsec_")
          ? Effect.succeed(secret)
          : Effect.map(vault.open(secret, `webhook-source/${id}`), (opened) => opened.toString())

      const knownDelivery = ({ source, webhookId }: Delivery) =>
        sql`select command_id, answered_at is not null as answered from webhook_deliveries
          where source_id = ${source.id} and webhook_id = ${webhookId}`.pipe(Effect.flatMap(decodeDeliveries))

      const take = Effect.fnUntraced(function*(delivery: Delivery) {
        const { body, command, source, webhookId } = delivery
        const bodyHash = createHash("sha256").update(body).digest("hex")
        const drawn = yield* Effect.sync(() => `cmd-${randomBytes(12).toString("hex")}`)
        const fresh = yield* sql`insert into webhook_deliveries (source_id, webhook_id, command_id)
          values (${source.id}, ${webhookId}, ${drawn}) on conflict do nothing returning 1`
        if (fresh.length === 0) {
          const [known] = yield* knownDelivery(delivery)
          const taken: Taken = known.answered ? { _tag: "seen" } : { _tag: "accepted", commandId: known.command_id }
          return taken
        }
        yield* sql`insert into webhook_commands (id, source_id, key, body_hash, type, command) values (
            ${drawn}, ${source.id}, ${command.id}, ${bodyHash}, ${command.type}, ${JSON.stringify(command)})
          on conflict (source_id, key) do nothing`
        const [kept] = yield* sql`select id, body_hash from webhook_commands
          where source_id = ${source.id} and key = ${command.id}`.pipe(Effect.flatMap(decodeKept))
        if (kept.body_hash !== bodyHash) return yield* Effect.fail(conflict)
        if (kept.id !== drawn) {
          yield* sql`update webhook_deliveries set command_id = ${kept.id}
            where source_id = ${source.id} and webhook_id = ${webhookId}`
        }
        yield* sql`update webhook_sources set last_used_at = now() where id = ${source.id}`
        const taken: Taken = { _tag: "accepted", commandId: kept.id }
        return taken
      })

      yield* Effect.all([
        sql`delete from webhook_deliveries where received_at < now() - interval '1 day'`,
        sql`delete from webhook_commands where status <> 'accepted'
          and finished_at < now() - make_interval(secs => ${Duration.toSeconds(retention)}::float8)`
      ], { discard: true }).pipe(
        Effect.catchAll((fault) => Effect.logWarning("Old commands could not be removed", fault)),
        Effect.schedule(Schedule.spaced("1 hour")),
        Effect.forkScoped
      )

      return Inbox.of({
        source: (id) =>
          sql`select id, name, role, secret from webhook_sources where id = ${id} and revoked_at is null`.pipe(
            Effect.flatMap(decodeSources),
            Effect.flatMap(([found]) =>
              found === undefined
                ? Effect.succeedNone
                : Effect.map(secretOf(found), (secret) => Option.some({ ...found, secret }))
            ),
            orUnavailable("The list of webhook sources")
          ),
        take: (delivery) =>
          sql.withTransaction(take(delivery)).pipe(
            Effect.tap(() => Queue.offer(arrivals, undefined)),
            Effect.catchTag("conflict", () => Effect.succeed(conflict)),
            orLater
          ),
        answered: ({ source, webhookId }) =>
          Effect.asVoid(sql`update webhook_deliveries set answered_at = now()
            where source_id = ${source.id} and webhook_id = ${webhookId} and answered_at is null`).pipe(orLater),
        claim: (count) =>
          sql`update webhook_commands c set attempts = attempts + 1, run_at = now() + interval '2 minutes'
            from webhook_sources s
            where s.id = c.source_id and c.id in (
              select id from webhook_commands where status = 'accepted' and run_at <= now()
              order by run_at limit ${count} for update skip locked)
            returning c.id, c.command, c.attempts, c.source_id, s.name, s.role, s.revoked_at is not null as revoked`
            .pipe(
              Effect.flatMap(decodeDue),
              orLater
            ),
        finish: (id, { result, status }) =>
          Effect.asVoid(sql`update webhook_commands set status = ${status}, result = ${result}, finished_at = now()
            where id = ${id} and status = 'accepted'`).pipe(orLater),
        postpone: (id, by) =>
          Effect.asVoid(sql`update webhook_commands set
            run_at = now() + make_interval(secs => ${Duration.toSeconds(by)}::float8)
            where id = ${id} and status = 'accepted'`).pipe(orLater),
        view: Effect.fnUntraced(function*(commandId) {
          const rows = yield* sql`select id, type, status, attempts, result, accepted_at, finished_at
            from webhook_commands where id = ${commandId}`.pipe(Effect.flatMap(decodeViews), orLater)
          const row = yield* Effect.mapError(
            Option.fromNullable(rows[0]),
            () => new CommandNotFound({ commandId })
          )
          return yield* Effect.orDie(view(row))
        }),
        arrival: Queue.take(arrivals)
      })
    })
  )
}

const conflict = { _tag: "conflict" } as const

const decodeSources = Schema.decodeUnknown(Schema.Array(Source))
const decodeDue = Schema.decodeUnknown(Schema.Array(Due))
const decodeDeliveries = Schema.decodeUnknown(
  Schema.Tuple(Schema.Struct({ command_id: Schema.String, answered: Schema.Boolean }))
)
const decodeKept = Schema.decodeUnknown(Schema.Tuple(Schema.Struct({ id: Schema.String, body_hash: Schema.String })))

const Row = Schema.Struct({
  id: Schema.String,
  type: Schema.String,
  status: CommandStatus,
  attempts: Schema.Int,
  result: Schema.NullOr(Schema.String),
  accepted_at: Schema.DateFromSelf,
  finished_at: Schema.NullOr(Schema.DateFromSelf)
})
const decodeViews = Schema.decodeUnknown(Schema.Array(Row))
const decodeResult = Schema.decodeUnknown(Schema.parseJson())
const decodeProblem = Schema.decodeUnknown(Schema.parseJson(Problem))

const view = Effect.fnUntraced(function*(row: typeof Row.Type) {
  const { result, status } = row
  const told: CommandView = {
    commandId: row.id,
    type: row.type,
    status,
    attempts: row.attempts,
    acceptedAt: row.accepted_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    result: result !== null && status === "succeeded" ? yield* decodeResult(result) : null,
    problem: result !== null && status !== "succeeded" ? yield* decodeProblem(result) : null
  }
  return told
})
