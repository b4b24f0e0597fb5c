/** What one client saw of one command, from the first time it sent it to the last answer it got. */
export interface Operation {
  readonly client: string
  readonly kind: string
  /** the stream of the entity that was asked, as in "booking/b1" */
  readonly stream: string
  /** under which the command's answer is kept */
  readonly commandId: string
  readonly startedAt: number
  readonly endedAt: number
  /** times that nobody could say whether the command was done */
  readonly ambiguous: number
  readonly outcome: "acknowledged" | "refused" | "open"
  /** each definite answer that the client got, in order: sent again, a command answers the same */
  readonly answers: ReadonlyArray<string>
}

export interface JournalRow {
  readonly stream: string
  readonly position: number
  readonly type: string
  readonly payload: string
  readonly commandId: string
  readonly actor: string
  readonly atMillis: number
  readonly hash: string
}

/** What the database has in the end. */
export interface Stored {
  readonly journal: ReadonlyArray<JournalRow>
  readonly streams: ReadonlyArray<{ readonly stream: string; readonly version: number; readonly head: string }>
  readonly answers: ReadonlyArray<{ readonly stream: string; readonly commandId: string; readonly answer: string }>
  /** cursors of the feed in its order, of the channel that the live clients watch */
  readonly feed: ReadonlyArray<string>
  /** timers that are overdue, and errands that nobody finished */
  readonly unfinished: ReadonlyArray<string>
}

/** The cursors that a live client was given, in the order it got them, over all of its connections. */
export interface Watched {
  readonly client: string
  /** the place from which it watched, in `cursors` or before them */
  readonly from: string
  readonly cursors: ReadonlyArray<string>
}

export interface History {
  readonly operations: ReadonlyArray<Operation>
  readonly stored: Stored
  readonly watched: ReadonlyArray<Watched>
}
