import { createHash } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { type Dice, dice } from "./Dice.ts"
import type { Operation } from "./History.ts"
import { type Answer, send } from "./send.ts"

const patienceMillis = 60_000
const attemptMillis = 20_000

/** As the gateways derive it: the visitor of this machine is "local". */
const derived = (...parts: ReadonlyArray<string>) =>
  createHash("sha256").update(parts.join("\0")).digest("base64url").slice(0, 27)

/** A booking has its name from the request that opens it, and is opened under a key of its own. */
const placeOf = (wanted: Wanted, key: string) => {
  const commandId = derived("local", key)
  return wanted.kind === "open"
    ? { stream: `booking/bk-${commandId}`, commandId: derived(commandId, "open") }
    : { stream: wanted.stream, commandId }
}

interface Wanted {
  readonly kind: string
  readonly stream: string
  readonly method: "POST" | "PUT"
  readonly path: string
  readonly body: unknown
}

/** What the clients fight about: few rooms, few dates. */
export interface Ground {
  readonly venues: readonly [string, ...ReadonlyArray<string>]
  readonly artists: readonly [string, ...ReadonlyArray<string>]
  readonly dates: readonly [string, ...ReadonlyArray<string>]
}

/**
 * One client: opens bookings, holds, confirms and cancels them, and watches artists. What it does not know the outcome of it
 * sends again under the same key, to whichever gateway answers, until it knows; now and then it repeats what it knows.
 */
export const client = async (
  name: string,
  seed: number,
  gateways: ReadonlyArray<string>,
  ground: Ground,
  pauseMillis: number,
  isOver: () => boolean,
  record: (operation: Operation) => void
): Promise<void> => {
  const chance = dice(seed)
  const bookings: Array<string> = []
  let gateway = seed
  let sent = 0

  const once = async (wanted: Wanted, key: string): Promise<Answer> => {
    const answer = await send(
      gateways[gateway % gateways.length] ?? "",
      wanted.method,
      wanted.path,
      wanted.body,
      key,
      attemptMillis
    )
    if (answer.status === 0) gateway++
    return answer
  }

  const command = async (wanted: Wanted): Promise<Answer> => {
    const key = `${name.replace(" ", "-")}-${seed}-${sent++}`
    const startedAt = Date.now()
    const answers: Array<string> = []
    let ambiguous = 0
    let last: Answer = { status: 0, text: "" }
    const repeats = chance.next() < 0.1 ? 2 : 1
    while (answers.length < repeats && Date.now() - startedAt < patienceMillis) {
      last = await once(wanted, key)
      if (last.status === 0 || last.status >= 500 || last.status === 429) {
        ambiguous++
        await sleep(100 + chance.below(200))
      } else answers.push(last.status < 300 ? "acknowledged" : `refused ${codeOf(last)}`)
    }
    const [outcome = "open"] = answers
    record({
      client: name,
      kind: wanted.kind,
      ...placeOf(wanted, key),
      startedAt,
      endedAt: Date.now(),
      ambiguous,
      outcome: outcome === "acknowledged" ? "acknowledged" : outcome === "open" ? "open" : "refused",
      answers
    })
    return last
  }

  while (!isOver()) {
    const bookingId = bookings.length > 0 ? bookings[chance.below(bookings.length)] : undefined
    await act(chance, ground, bookingId, command, (opened) => {
      bookings.push(opened)
      if (bookings.length > 8) bookings.shift()
    })
    if (pauseMillis > 0) await sleep(chance.below(2 * pauseMillis))
  }
}

const act = async (
  chance: Dice,
  { artists, dates, venues }: Ground,
  bookingId: string | undefined,
  command: (wanted: Wanted) => Promise<Answer>,
  opened: (bookingId: string) => void
): Promise<void> => {
  const turn = chance.next()
  if (bookingId === undefined || turn < 0.3) {
    const body = { artistId: chance.pick(artists), venueId: chance.pick(venues), date: chance.pick(dates) }
    const answer = await command({ kind: "open", stream: "", method: "POST", path: "/api/v1/bookings", body })
    if (answer.status === 201) opened(JSON.parse(answer.text).id)
    return
  }
  const stream = `booking/${bookingId}`
  const path = `/api/v1/bookings/${bookingId}`
  if (turn < 0.5) await command({ kind: "hold", stream, method: "POST", path: `${path}/hold`, body: {} })
  else if (turn < 0.75) {
    const body = { override: "the hall has agreed" }
    await command({ kind: "confirm", stream, method: "POST", path: `${path}/confirm`, body })
  } else if (turn < 0.9) {
    const body = { reason: "the act is ill" }
    await command({ kind: "cancel", stream, method: "POST", path: `${path}/cancel`, body })
  } else {
    const artistId = chance.pick(artists)
    await command({
      kind: "watch",
      stream: `artist/${artistId}`,
      method: "POST",
      path: `/api/v1/artists/${artistId}/watch`,
      body: { watched: chance.next() < 0.5 }
    })
  }
}

const codeOf = ({ status, text }: Answer): string => /"code":"([^"]+)"/.exec(text)?.[1] ?? String(status)
