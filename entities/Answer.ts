import { Either, Schema } from "effect"

/** How the answer of one kind of command is kept, so that a repeat of the command gets the same one. */
export interface Answer<A, R> {
  readonly encode: (answer: Either.Either<A, R>) => string
  readonly decode: (recorded: string) => Either.Either<A, R>
}

export const make = <A, AI, R, RI>(success: Schema.Schema<A, AI>, refusal: Schema.Schema<R, RI>): Answer<A, R> => {
  const schema = Schema.parseJson(Schema.Either({ left: refusal, right: success }))
  return { encode: Schema.encodeSync(schema), decode: Schema.decodeSync(schema) }
}
