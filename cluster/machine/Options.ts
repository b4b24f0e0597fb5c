import { Effect, Schema } from "effect"
import { parseArgs } from "node:util"
import { StartRefused } from "../StartRefused.ts"

const few = (least: number) =>
  Schema.NumberFromString.pipe(
    Schema.int(),
    Schema.between(least, 16),
    Schema.annotations({ message: () => `a whole number from ${least} to 16` })
  )

/** How many processes of each role. */
export const Options = Schema.Struct({
  runners: few(1),
  gateways: few(1),
  scrapers: few(0),
  inference: few(0)
})
export type Options = typeof Options.Type

/** `--runners 3 --gateways 2 --scrapers 1 --inference 1`; those are the defaults. Without workers, runners do it themselves. */
export const parse = (args: ReadonlyArray<string>) =>
  Effect.try(() =>
    parseArgs({
      args: [...args],
      options: {
        runners: { type: "string", default: "3" },
        gateways: { type: "string", default: "2" },
        scrapers: { type: "string", default: "1" },
        inference: { type: "string", default: "1" },
        "stop-with-parent": { type: "boolean" }
      }
    }).values
  ).pipe(
    Effect.mapError(({ error }) => error instanceof Error ? error.message : "unknown argument"),
    Effect.flatMap((values) =>
      Effect.mapError(
        Schema.decodeUnknown(Options)(values),
        (fault) => fault.message.split("\n").slice(-1)[0]?.replace(/^[^\w[]+/, "") ?? ""
      )
    ),
    Effect.mapError((reason) =>
      new StartRefused({ reason: `npm run cluster -- --runners 3 --gateways 2 --scrapers 1 --inference 1: ${reason}` })
    )
  )
