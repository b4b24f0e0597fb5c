import { type Headers, HttpLayerRouter, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { NodeHttpServerRequest } from "@effect/platform-node"
import { Clock, Effect, Option, Schema } from "effect"
import * as Body from "../Body.ts"
import * as Problem from "../Problem.ts"
import { root } from "../rest/OpenApi.ts"
import { Accepted, Command } from "./Command.ts"
import { type Delivery, Inbox } from "./Inbox.ts"
import * as Signature from "./Signature.ts"

type Request = HttpServerRequest.HttpServerRequest

/**
 * `POST /webhooks/commands`: a signed command of an automation. It is written down before the 202, and carried out after
 * it. What is not signed as its source would, now and for the first time, gets 401 and changes nothing.
 */
export const layer = HttpLayerRouter.use((router) =>
  Effect.gen(function*() {
    const inbox = yield* Inbox
    yield* router.add("POST", "/webhooks/commands", (request: Request) =>
      receive(inbox, request).pipe(
        Effect.match({
          onSuccess: accepted,
          onFailure: (no) => Problem.response("_tag" in no ? Problem.ofRefusal(no) : no)
        }),
        Effect.catchAllDefect((defect) =>
          Effect.as(Effect.logError("A webhook broke", defect), Problem.response(Problem.broken))
        )
      ))
  })
)

const receive = Effect.fn("webhook")(function*(inbox: Inbox["Type"], request: Request) {
  const body = yield* Body.bytes(NodeHttpServerRequest.toIncomingMessage(request))
  const signed = yield* signedOf(request.headers, body)
  const source = yield* sourceOf(inbox, request)
  const objection = Signature.objection(source.secret, signed, yield* Clock.currentTimeMillis)
  if (objection !== undefined) return yield* Effect.fail(Problem.unsigned(objection))
  const sent = yield* Body.parse(body.toString("utf8"))
  const command = yield* Effect.mapError(decode(sent), (error) => Problem.invalid(error))
  const delivery: Delivery = { source, webhookId: signed.id, body, command: encode(command) }
  const taken = yield* inbox.take(delivery)
  switch (taken._tag) {
    case "seen":
      return yield* Effect.fail(Problem.unsigned("this delivery was answered before"))
    case "conflict":
      return yield* Effect.fail(
        Problem.conflict("IdempotencyConflict", `${command.id} is the key of another command of this source`)
      )
    case "accepted":
      yield* inbox.answered(delivery)
      return taken.commandId
  }
})

const signedOf = (headers: Headers.Headers, body: Buffer) => {
  const id = headers["webhook-id"]
  const timestamp = headers["webhook-timestamp"]
  const signature = headers["webhook-signature"]
  return id === undefined || !/^[\x21-\x7e]{1,256}$/.test(id) || timestamp === undefined || signature === undefined
    ? Effect.fail(Problem.unsigned("send webhook-id, webhook-timestamp and webhook-signature"))
    : Effect.succeed({ id, timestamp, signature, body })
}

/** An unknown source is told what a wrong signature is told. */
const sourceOf = Effect.fnUntraced(function*(inbox: Inbox["Type"], request: Request) {
  const query = yield* HttpServerRequest.ParsedSearchParams
  const named = request.headers["webhook-source"] ?? query["source"]
  if (typeof named !== "string" || !/^src-[0-9a-f]{16}$/.test(named)) {
    return yield* Effect.fail(Problem.unsigned("name the source: ?source= or the header webhook-source"))
  }
  const found = yield* inbox.source(named)
  return yield* Option.match(found, {
    onNone: () => Effect.fail(Problem.unsigned("the signature does not fit")),
    onSome: Effect.succeed
  })
})

const decode = Schema.decodeUnknown(Command, { onExcessProperty: "error", errors: "all" })
const encode = Schema.encodeSync(Command)
const encodeAccepted = Schema.encodeSync(Accepted)

const accepted = (commandId: string) => {
  const location = `${root}/commands/${commandId}`
  return HttpServerResponse.unsafeJson(encodeAccepted({ commandId, status: "accepted", location }), {
    status: 202,
    headers: { location, "cache-control": "no-store" }
  })
}
