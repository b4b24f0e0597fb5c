import { Schema } from "effect"

export class CommandNotFound extends Schema.TaggedError<CommandNotFound>()("CommandNotFound", {
  commandId: Schema.String
}) {
  override get message() {
    return `There is no command ${this.commandId}`
  }
}
