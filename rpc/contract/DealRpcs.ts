import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { Reckoning } from "../../entities/domain/deal/Reckoning.ts"
import { Show } from "../../entities/domain/deal/Show.ts"
import { FillOrder } from "../../entities/domain/deal/TierFill.ts"

export class DealRpcs extends RpcGroup.make(
  /**
   * What a show would pay whom, as somebody edits it: nothing is stored. `tickets` is a number of sales to look at beside
   * the sold-out room, in all tiers together; `order` says which tiers the crowd buys first.
   */
  Rpc.make("RecomputeDeal", {
    payload: Schema.Struct({
      show: Show,
      tickets: Schema.optionalWith(
        Schema.Int.pipe(Schema.between(0, 500_000, { message: () => "a number of tickets is 0 to 500000" })),
        { exact: true }
      ),
      order: Schema.optionalWith(FillOrder, { default: () => "proportional" as const })
    }),
    success: Reckoning
  })
) {}
