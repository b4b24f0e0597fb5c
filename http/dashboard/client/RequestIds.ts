import { Schema } from "effect"
import { RequestId } from "../../../entities/domain/Ids.ts"

const decode = Schema.decodeSync(RequestId)

/** A fresh key for one command. `randomUUID` only exists on secure origins, a dashboard in a local network is not one. */
export const newRequestId = (): RequestId =>
  decode([...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join(""))
