import { Effect } from "effect"
import { ModelRpcs } from "../../rpc/contract/ModelRpcs.ts"
import { Models } from "../../rpc/Models.ts"
import { endpoint, get, post, rpcOf } from "./Endpoint.ts"

/** The models behind the forecast, for those who run them. */
export const models = Effect.map(Models, (answer) => [
  endpoint(
    rpcOf(ModelRpcs, "GetModelReport"),
    get("/models", "Which models there are, how the champion does, how far questions have drifted, what was trained"),
    answer.GetModelReport
  ),
  endpoint(
    rpcOf(ModelRpcs, "GetModelCard"),
    get("/models/:version/card", "What a model learned from, how good it is and where it is not"),
    answer.GetModelCard
  ),
  endpoint(
    rpcOf(ModelRpcs, "RetrainModel"),
    { ...post("/models/retrain", "Trains on all shows known by now, and compares with the champion"), status: 201 },
    () => answer.RetrainModel()
  ),
  endpoint(
    rpcOf(ModelRpcs, "PromoteModel"),
    {
      ...post(
        "/models/:version/promote",
        "Makes a candidate that won its comparison the champion, or a former one again"
      ),
      status: 204
    },
    answer.PromoteModel
  ),
  endpoint(
    rpcOf(ModelRpcs, "ShadowModel"),
    { ...post("/models/:version/shadow", "Puts a candidate beside the champion, for a share of artists"), status: 204 },
    answer.ShadowModel
  ),
  endpoint(
    rpcOf(ModelRpcs, "EndShadow"),
    { ...post("/models/end-shadow", "Takes the shadow away, back among the candidates"), status: 204 },
    () => answer.EndShadow()
  )
])
