import { SqlClient } from "@effect/sql"
import { Cause, Config, Effect, Exit, Layer, Metric, MetricBoundaries, Option, Schedule, Schema } from "effect"
import * as Batch from "./Batch.ts"
import { Bus, type Published } from "./Bus.ts"
import {
  AlreadyAnswered,
  type Commit,
  CommitRefused,
  Journal,
  JournalUnavailable,
  OwnershipLost,
  type Recorded,
  StreamMoved
} from "./Journal.ts"
import type { ReadModelRows } from "./ReadModel.ts"

type CommitFailure = StreamMoved | AlreadyAnswered | OwnershipLost | CommitRefused | JournalUnavailable

interface Pending {
  readonly commit: Commit
  readonly done: (exit: Exit.Exit<void, CommitFailure>) => void
}

const batchSizes = Metric.histogram(
  "promoteros_journal_batch_commits",
  MetricBoundaries.exponential({ start: 1, factor: 2, count: 10 }),
  "Commits that shared one database transaction"
)

/**
 * The journal in Postgres. Commits of all entities in this process share transactions: while one batch is on its way,
 * the next one gathers. A batch that the database refuses for what is in it is taken apart, so that one bad commit fails
 * alone; a database that is away fails all of it at once.
 */
export const layer = Layer.scoped(
  Journal,
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const bus = yield* Bus
    const batchSize = yield* Config.integer("JOURNAL_BATCH_SIZE").pipe(Config.withDefault(256))

    const store = (batch: ReadonlyArray<Pending>) =>
      sql.unsafe<Told>(...statement(batch.map((pending) => pending.commit))).pipe(
        Effect.flatMap((told) => settle(batch, told))
      )

    const settle = (batch: ReadonlyArray<Pending>, told: ReadonlyArray<Told>) => {
      const moved = new Set<string>()
      const answered = new Map<string, Map<string, string>>()
      const cursors = new Map<number, string>()
      for (const row of told) {
        if (row.kind === "moved" && row.stream !== null) moved.add(row.stream)
        else if (row.kind === "feed") cursors.set(Number(row.key) - 1, row.value ?? "0")
        else if (row.stream !== null && row.key !== null) {
          const answers = answered.get(row.stream) ?? new Map<string, string>()
          answered.set(row.stream, answers.set(row.key, row.value ?? ""))
        }
      }
      const published: Array<Published> = []
      let ordinal = 0
      for (const { commit, done } of batch) {
        for (const item of commit.feed) {
          const cursor = cursors.get(ordinal++)
          if (cursor !== undefined) published.push({ ...item, cursor })
        }
        const answers = answered.get(commit.stream)
        done(
          moved.has(commit.stream)
            ? Exit.void
            : Exit.fail(
              answers
                ? new AlreadyAnswered({ stream: commit.stream, answers })
                : new StreamMoved({ stream: commit.stream, expected: commit.expected })
            )
        )
      }
      return published.length > 0 ? bus.publish(published) : Effect.void
    }

    const storeAll = (batch: ReadonlyArray<Pending>): Effect.Effect<void> =>
      store(batch).pipe(
        Effect.catchAllCause((cause) => {
          const fault = Cause.squash(cause)
          const refused = Cause.isDie(cause) || isRefused(fault)
          const lost = isFenced(fault)
          if ((refused || lost) && batch.length > 1) return Effect.forEach(halves(batch), storeAll, { discard: true })
          if (lost) return refuse(batch, (stream) => new OwnershipLost({ stream }))
          return Effect.logError("The journal could not commit", cause).pipe(
            Effect.annotateLogs({ streams: batch.length, first: batch[0]?.commit.stream }),
            Effect.zipRight(
              refuse(
                batch,
                (stream) =>
                  refused ? new CommitRefused({ stream, cause: fault }) : new JournalUnavailable({ cause: fault })
              )
            )
          )
        })
      )

    const offer = yield* Batch.make<Pending>({
      capacity: 4096,
      size: batchSize,
      run: (batch) => Effect.zipRight(Metric.update(batchSizes, batch.length), storeAll(batch))
    })

    return Journal.of({
      load: (stream) =>
        sql.unsafe<Loaded>(loadSql, [stream]).pipe(
          Effect.map(recorded),
          Effect.retry(Schedule.spaced("200 millis").pipe(Schedule.intersect(Schedule.recurs(15)))),
          Effect.mapError((cause) => new JournalUnavailable({ cause }))
        ),
      commit: (commit) =>
        Effect.async<void, CommitFailure>((resume) => {
          if (!offer({ commit, done: resume })) resume(Effect.fail(new JournalUnavailable({ cause: crowded })))
        })
    })
  })
)

const crowded = new Error("Too many commits wait")

const refuse = (batch: ReadonlyArray<Pending>, failure: (stream: string) => CommitFailure) =>
  Effect.sync(() => batch.forEach(({ commit, done }) => done(Exit.fail(failure(commit.stream)))))

const halves = <A>(all: ReadonlyArray<A>) => {
  const middle = Math.ceil(all.length / 2)
  return [all.slice(0, middle), all.slice(middle)]
}

/** SQLSTATE classes of a statement that will be refused however often it is sent. */
const refusing = /^(2[1-3]|42|44|54|P0|XX)\w{3}$/
const decodeFault = Schema.decodeUnknownOption(Schema.Struct({ cause: Schema.Struct({ code: Schema.String }) }))
const isRefused = (fault: unknown): boolean =>
  Option.exists(decodeFault(fault), ({ cause: { code } }) => refusing.test(code))

/** What `commit_fence` raises. */
const isFenced = (fault: unknown): boolean =>
  Option.exists(decodeFault(fault), ({ cause: { code } }) => code === "FN001")

interface Told {
  readonly kind: string
  readonly stream: string | null
  readonly key: string | null
  readonly value: string | null
}

const placeholders = Array.from({ length: 29 }, (_, i) => `$${i + 1}`)
const commitSql = `select * from commit_batch(${placeholders.join(", ")})`

/** The fence is checked first, in the same transaction: a batch with a stream that is another's now stores nothing. */
const fencedSql = `select * from commit_batch(commit_fence($1::text[], $30::integer[], $31::text[], $32::bigint[]), ${
  placeholders.slice(1).join(", ")
})`

const statement = (batch: ReadonlyArray<Commit>): [string, ReadonlyArray<unknown>] => {
  const fences = batch.flatMap(({ fence }) => fence ?? [])
  return fences.length === 0 ? [commitSql, parameters(batch)] : [fencedSql, [
    ...parameters(batch),
    fences.map(({ incarnation }) => incarnation),
    fences.map(({ shard }) => shard),
    fences.map(({ epoch }) => epoch)
  ]]
}

/** The arguments of `commit_batch`: one array a column, in the order of its signature. */
const parameters = (batch: ReadonlyArray<Commit>): ReadonlyArray<unknown> => {
  const answers = batch.flatMap(({ answers, stream }) => answers.map((answer) => ({ ...answer, stream })))
  const events = batch.flatMap(({ events, stream }) => events.map((event) => ({ event, stream })))
  const timers = batch.filter(({ dueAtMillis }) => dueAtMillis !== undefined)
  const feed = batch.flatMap(({ feed, stream }) => feed.map((item) => ({ item, stream })))
  return [
    batch.map(({ stream }) => stream),
    batch.map(({ expected }) => expected),
    batch.map(({ version }) => version),
    batch.map(({ head }) => head),
    batch.map(({ snapshot }) => snapshot ?? null),
    answers.map(({ stream }) => stream),
    answers.map(({ commandId }) => commandId),
    answers.map(({ answer }) => answer),
    events.map(({ stream }) => stream),
    events.map(({ event }) => event.position),
    events.map(({ event }) => event.type),
    events.map(({ event }) => event.payload),
    events.map(({ event }) => event.commandId),
    events.map(({ event }) => event.actor),
    events.map(({ event }) => event.atMillis),
    events.map(({ event }) => event.hash),
    timers.map(({ stream }) => stream),
    timers.map(({ dueAtMillis }) => dueAtMillis ?? null),
    feed.map(({ stream }) => stream),
    feed.map(({ item }) => item.channel),
    feed.map(({ item }) => item.artistId ?? null),
    feed.map(({ item }) => item.venueId ?? null),
    feed.map(({ item }) => item.platform ?? null),
    feed.map(({ item }) => item.body),
    rows(batch, "artists"),
    rows(batch, "metrics"),
    rows(batch, "venues"),
    rows(batch, "venueDates"),
    rows(batch, "bookings")
  ]
}

/** The rows of one read model as a JSON array, each with the stream it belongs to; null where the batch has none. */
const rows = (batch: ReadonlyArray<Commit>, table: keyof ReadModelRows): string | null => {
  const all = batch.flatMap((commit) => commit.rows[table]?.map((row) => ({ stream: commit.stream, ...row })) ?? [])
  return all.length > 0 ? JSON.stringify(all) : null
}

interface Loaded {
  readonly version: number
  readonly head: string
  readonly snapshot_version: number
  readonly snapshot: string | null
  readonly position: number | null
  readonly type: string
  readonly payload: string
  readonly command_id: string
  readonly actor: string
  readonly at: Date
  readonly hash: string
}

const loadSql = `
  select s.version, s.head, s.snapshot_version, s.snapshot,
    j.position, j.type, j.payload, j.command_id, j.actor, j.at, j.hash
  from streams s
  left join journal j on j.stream = s.stream and j.position > s.snapshot_version
  where s.stream = $1
  order by j.position`

const recorded = (rows: ReadonlyArray<Loaded>): Option.Option<Recorded> =>
  Option.map(Option.fromNullable(rows[0]), (first) => ({
    version: first.version,
    head: first.head,
    snapshotVersion: first.snapshot_version,
    snapshot: first.snapshot ?? undefined,
    events: rows.flatMap((row) =>
      row.position === null ? [] : [{
        position: row.position,
        type: row.type,
        payload: row.payload,
        commandId: row.command_id,
        actor: row.actor,
        atMillis: row.at.getTime(),
        hash: row.hash
      }]
    )
  }))
