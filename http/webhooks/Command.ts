import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { ArtistId, BookingId, RequestId } from "../../entities/domain/Ids.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { NewBooking } from "../../rpc/contract/BookingRpcs.ts"
import { CommandNotFound } from "../CommandNotFound.ts"
import { Problem } from "../Problem.ts"

const command = <T extends string, A, I>(type: T, data: Schema.Schema<A, I>) =>
  Schema.Struct({ type: Schema.Literal(type), id: RequestId, data })

const ofBooking = Schema.Struct({ bookingId: BookingId })

/** What an automation may ask for. `id` is its own key of the command: the same key is carried out once. */
export const Command = Schema.Union(
  command("artist.watch", Schema.Struct({ artistId: ArtistId, watched: Schema.Boolean })),
  command("artist.scrape", Schema.Struct({ artistId: ArtistId })),
  command("booking.open", NewBooking),
  command("booking.book_now", NewBooking),
  command("booking.hold", ofBooking),
  command("booking.confirm", ofBooking),
  command(
    "booking.cancel",
    Schema.Struct({ bookingId: BookingId, reason: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(500)) })
  )
)
export type Command = typeof Command.Type
export type CommandEncoded = typeof Command.Encoded

/** The call of the contract that carries a command out, and its payload. */
export const asCall = (command: CommandEncoded): { readonly rpc: string; readonly payload: unknown } => {
  const requestId = command.id
  switch (command.type) {
    case "artist.watch":
      return { rpc: "WatchArtist", payload: { requestId, ...command.data } }
    case "artist.scrape":
      return { rpc: "ScrapeArtist", payload: { requestId, ...command.data } }
    case "booking.open":
      return { rpc: "OpenBooking", payload: { requestId, booking: command.data } }
    case "booking.book_now":
      return { rpc: "BookNow", payload: { requestId, booking: command.data } }
    case "booking.hold":
      return { rpc: "HoldBooking", payload: { requestId, ...command.data } }
    case "booking.confirm":
      return { rpc: "ConfirmBooking", payload: { requestId, ...command.data } }
    case "booking.cancel":
      return { rpc: "CancelBooking", payload: { requestId, ...command.data } }
  }
}

/** `accepted`: not carried out yet. `refused`: it may not be done, and `problem` says why. `failed`: given up on. */
export const CommandStatus = Schema.Literal("accepted", "succeeded", "refused", "failed")

export const Accepted = Schema.Struct({
  commandId: Schema.String,
  status: CommandStatus,
  location: Schema.String
})
export type Accepted = typeof Accepted.Type

export const CommandView = Schema.Struct({
  commandId: Schema.String,
  type: Schema.String,
  status: CommandStatus,
  attempts: Schema.Int,
  acceptedAt: Schema.String,
  finishedAt: Schema.NullOr(Schema.String),
  /** what the call answered */
  result: Schema.NullOr(Schema.Unknown),
  problem: Schema.NullOr(Problem)
})
export type CommandView = typeof CommandView.Type

export class CommandRpcs extends RpcGroup.make(
  Rpc.make("GetCommand", {
    payload: { commandId: Schema.String.pipe(Schema.maxLength(64)) },
    success: CommandView,
    error: Schema.Union(CommandNotFound, Unavailable)
  })
) {}
