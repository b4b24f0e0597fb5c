import { Schema } from "effect"
import { SheetHash } from "../../domain/Settling.ts"
import { ContractSignature } from "../../domain/Signing.ts"
import type { Booking } from "../state.ts"

export const ContractSigned = Schema.TaggedStruct("BookingContractSigned", {
  version: Schema.Int,
  hash: SheetHash,
  signature: ContractSignature,
  atMillis: Schema.Int
})
export type ContractSigned = typeof ContractSigned.Type

export const change = (booking: Booking, { hash, signature, version }: ContractSigned): Booking => ({
  ...booking,
  contract: { version, hash, signatures: [...booking.contract?.signatures ?? [], signature] }
})
