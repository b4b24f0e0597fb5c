import type { Duplex } from "node:stream"
import type { WebSocket } from "ws"
import type { Principal } from "../rpc/contract/Access.ts"
import * as Frame from "./Frame.ts"
import type { Interest } from "./Interest.ts"
import type { Position } from "./Position.ts"

/**
 * Where a connection stands (SPEC 4). `Live` receives what the tail reads; a session that is catching up or too slow reads
 * the feed by itself, from the last place it was given.
 */
export type SessionState =
  | { readonly _tag: "Waiting" }
  | { readonly _tag: "CatchingUp"; readonly interest: Interest; position: Position }
  | { readonly _tag: "Live"; readonly interest: Interest; readonly from: Position }
  | { readonly _tag: "Lagging"; readonly interest: Interest; readonly position: Position; readonly sinceMillis: number }
  | { readonly _tag: "Closed" }

/** One connection: its socket, and what it stands on. */
export interface Session {
  readonly socket: Duplex
  readonly webSocket: WebSocket
  readonly principal: Principal
  /** the headers that proved it, to prove it again */
  readonly authorization: string | undefined
  state: SessionState
  heardAtMillis: number
  /** what is left of its allowance of messages, and when that was counted */
  allowance: number
  countedAtMillis: number
  readonly outbox: Array<Buffer>
}

/** Bytes that wait for a slow reader: from `lagging` on it gets nothing new, below `ready` it may go on. */
export const lagging = 512 * 1024
export const ready = 64 * 1024

export const send = (session: Session, message: object): void => {
  if (session.state._tag !== "Closed" && session.socket.writable) {
    session.socket.write(Frame.text(JSON.stringify(message)))
  }
}

/** Everything that a session was given in this turn goes out in one write. */
export const flush = ({ outbox, socket, state }: Session): void => {
  if (outbox.length === 0) return
  if (state._tag !== "Closed" && socket.writable) {
    socket.cork()
    for (const frame of outbox) socket.write(frame)
    socket.uncork()
  }
  outbox.length = 0
}

export const isSlow = ({ socket }: Session): boolean => socket.writableLength > lagging
export const isReady = ({ socket }: Session): boolean => socket.writableLength < ready

/** Messages that a client may send at once; five more every second. */
export const allowance = 20

export const mayTalk = (session: Session, nowMillis: number): boolean => {
  const earned = ((nowMillis - session.countedAtMillis) / 1000) * 5
  session.allowance = Math.min(allowance, session.allowance + earned) - 1
  session.countedAtMillis = nowMillis
  return session.allowance >= 0
}
