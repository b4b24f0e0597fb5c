import { Schema } from "effect"

/** "Try again": nothing is known to be wrong with what was asked. `retryAfterMillis` says when. */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", {
  what: Schema.String,
  retryAfterMillis: Schema.Int
}) {
  override get message() {
    return `${this.what} cannot answer right now; try again in ${this.retryAfterMillis} ms`
  }
}
