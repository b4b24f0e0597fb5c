import { Schema } from "effect"

/** Why the program does not start, in one line that says what to change. `cluster/Start.ts` prints it and exits with 1. */
export class StartRefused extends Schema.TaggedError<StartRefused>()("StartRefused", {
  reason: Schema.String
}) {
  override get message() {
    return this.reason
  }
}
