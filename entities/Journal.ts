import { Context, type Effect, type Option, Schema } from "effect"
import type { FeedItem } from "./Bus.ts"
import type { Fence } from "./Ownership.ts"
import type { ReadModelRows } from "./ReadModel.ts"

/** One event as it is stored for ever. `payload` is its JSON, kept to the letter because the hash chain covers it. */
export interface RecordedEvent {
  readonly position: number
  readonly type: string
  readonly payload: string
  readonly commandId: string
  readonly actor: string
  readonly atMillis: number
  /** sha-256, hex: see HashChain.ts */
  readonly hash: string
}

/** All that one entity wants stored at once. It is stored whole or not at all. */
export interface Commit {
  readonly stream: string
  /** the version that the stream must have now */
  readonly expected: number
  /** the version that it has afterwards */
  readonly version: number
  /** hash of the newest event afterwards */
  readonly head: string
  readonly events: ReadonlyArray<RecordedEvent>
  /** the state as JSON, where this commit takes a snapshot */
  readonly snapshot: string | undefined
  readonly answers: ReadonlyArray<{ readonly commandId: string; readonly answer: string }>
  /** when the entity wants to be woken next (epoch millis): `null` never, absent as before */
  readonly dueAtMillis?: number | null
  readonly rows: ReadModelRows
  readonly feed: ReadonlyArray<FeedItem>
  /** the right to write, where more than one process could: the database checks it with the commit */
  readonly fence?: Fence | undefined
}

/** What an entity starts from: its newest snapshot and the events after it. */
export interface Recorded {
  readonly version: number
  readonly head: string
  readonly snapshotVersion: number
  readonly snapshot: string | undefined
  readonly events: ReadonlyArray<RecordedEvent>
}

/** Another owner wrote to this stream: what this one holds in memory is out of date. */
export class StreamMoved extends Schema.TaggedError<StreamMoved>()("StreamMoved", {
  stream: Schema.String,
  expected: Schema.Int
}) {
  override get message() {
    return `${this.stream} is no longer at version ${this.expected}`
  }
}

/** Some of the command ids were answered before; nothing of the commit was stored. */
export class AlreadyAnswered extends Schema.TaggedError<AlreadyAnswered>()("AlreadyAnswered", {
  stream: Schema.String,
  answers: Schema.ReadonlyMap({ key: Schema.String, value: Schema.String })
}) {
  override get message() {
    return `${this.stream} answered ${[...this.answers.keys()].join(", ")} before`
  }
}

/** The database did not take the commit. Whether it stored it is unknown: the command ids will tell. */
export class JournalUnavailable extends Schema.TaggedError<JournalUnavailable>()("JournalUnavailable", {
  cause: Schema.Defect
}) {
  override get message() {
    return "The journal does not answer right now"
  }
}

/** The database will never take this commit, for what is in it; nothing of it was stored. */
export class CommitRefused extends Schema.TaggedError<CommitRefused>()("CommitRefused", {
  stream: Schema.String,
  cause: Schema.Defect
}) {
  override get message() {
    return `The database does not accept this commit of ${this.stream}`
  }
}

/** Another process has taken the entity over since this one loaded it; nothing of the commit was stored. */
export class OwnershipLost extends Schema.TaggedError<OwnershipLost>()("OwnershipLost", { stream: Schema.String }) {
  override get message() {
    return `${this.stream} belongs to another process by now`
  }
}

/** The one commit path: every change of every entity goes through `commit`. */
export class Journal extends Context.Tag("promoteros/entities/Journal")<Journal, {
  readonly load: (stream: string) => Effect.Effect<Option.Option<Recorded>, JournalUnavailable>
  readonly commit: (
    commit: Commit
  ) => Effect.Effect<void, StreamMoved | AlreadyAnswered | OwnershipLost | CommitRefused | JournalUnavailable>
}>() {}
