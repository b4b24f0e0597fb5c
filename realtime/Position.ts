import { Schema } from "effect"

/**
 * A place in the feed. Rows are ordered by the transaction that wrote them and then by their number: once every transaction
 * before `tx` has ended, no row can appear in front of this place any more. The number alone would not do, because numbers
 * are drawn before transactions commit.
 */
export interface Position {
  readonly tx: number
  readonly seq: number
}

export const start: Position = { tx: 0, seq: 0 }

export const isAfter = (one: Position, other: Position): boolean =>
  one.tx > other.tx || (one.tx === other.tx && one.seq > other.seq)

/** How a client writes a position down. Its inside is nobody's business. */
export const Cursor = Schema.String.pipe(
  Schema.pattern(/^\d{1,15}\.\d{1,15}$/, { message: () => "a cursor is one that this server has sent" })
)

export const toCursor = ({ seq, tx }: Position): string => `${tx}.${seq}`

export const ofCursor = (cursor: typeof Cursor.Type): Position => {
  const [tx, seq] = cursor.split(".")
  return { tx: Number(tx), seq: Number(seq) }
}
