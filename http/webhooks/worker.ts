import { Duration, Effect, Either, Layer, Schema } from "effect"
import { CurrentPrincipal, Unauthenticated } from "../../rpc/contract/Access.ts"
import * as Problem from "../Problem.ts"
import type { Endpoint } from "../rest/Endpoint.ts"
import { Endpoints } from "../rest/Endpoints.ts"
import { asCall, Command } from "./Command.ts"
import { type Due, type Finished, Inbox } from "./Inbox.ts"

const atOnce = 8
const attempts = 20
const poll = Duration.seconds(1)

/**
 * Carries accepted commands out, each as its source's principal and with its own key, so that a second attempt after a crash
 * gets the first one's answer. What was accepted before a stop is taken up after it.
 */
export const layer = Layer.scopedDiscard(Effect.gen(function*() {
  const inbox = yield* Inbox
  const calls = new Map((yield* Endpoints).map((endpoint) => [endpoint.rpc._tag, endpoint]))

  const work = Effect.fnUntraced(function*(due: Due) {
    const outcome = yield* carryOut(calls, due)
    if (outcome !== undefined) return yield* inbox.finish(due.id, outcome)
    return yield* due.attempts < attempts
      ? inbox.postpone(due.id, Duration.seconds(Math.min(300, 2 ** Math.min(due.attempts, 9))))
      : inbox.finish(due.id, { status: "failed", result: encode(Problem.broken) })
  })

  yield* inbox.claim(atOnce).pipe(
    Effect.tap(Effect.forEach((due) => work(due), { concurrency: atOnce })),
    Effect.flatMap((claimed) =>
      claimed.length === atOnce ? Effect.void : Effect.raceFirst(inbox.arrival, Effect.sleep(poll))
    ),
    Effect.catchTag("Unavailable", () => Effect.sleep(poll)),
    Effect.forever,
    Effect.forkScoped
  )
}))

/** What became of a command; undefined where it has to be tried again. */
const carryOut = (
  calls: ReadonlyMap<string, Endpoint>,
  { command, id, name, revoked, role, source_id }: Due
): Effect.Effect<Finished | undefined> => {
  const refused = (problem: Problem.Problem): Finished => ({ status: "refused", result: encode(problem) })
  if (revoked) {
    return Effect.succeed(
      refused(Problem.ofRefusal(new Unauthenticated({ reason: "the source was revoked before this was carried out" })))
    )
  }
  const decoded = decode(command)
  if (Either.isLeft(decoded)) return Effect.succeed(refused(Problem.invalid(decoded.left)))
  const { payload, rpc } = asCall(decoded.right)
  const call = calls.get(rpc)
  if (call === undefined) return Effect.succeed(refused(Problem.notFound))
  return call.run(payload).pipe(
    Effect.provideService(CurrentPrincipal, { id: source_id, name, role, via: "webhook" }),
    Effect.map((result): Finished => ({ status: "succeeded", result })),
    Effect.catchAll((no) =>
      Effect.succeed(
        no._tag === "Unavailable"
          ? undefined
          : refused(no._tag === "ParseError" ? Problem.invalid(no) : Problem.ofRefusal(no))
      )
    ),
    Effect.catchAllDefect((defect) => Effect.as(Effect.logError("A command broke", defect), undefined)),
    Effect.withSpan("webhook command", { attributes: { commandId: id, rpc }, captureStackTrace: false })
  )
}

const encode = Schema.encodeSync(Schema.parseJson(Problem.Problem))
const decode = Schema.decodeEither(Schema.parseJson(Schema.encodedSchema(Command)))
