import { Effect } from "effect"
import { ClusterDesk } from "../../rpc/ClusterDesk.ts"
import { ClusterRpcs } from "../../rpc/contract/ClusterRpcs.ts"
import { endpoint, get, post, rpcOf } from "./Endpoint.ts"

export const cluster = Effect.map(ClusterDesk, (answer) => [
  endpoint(
    rpcOf(ClusterRpcs, "GetCluster"),
    get("/cluster", "The runners, what moved between them, and work that was put aside"),
    answer.GetCluster
  ),
  endpoint(
    rpcOf(ClusterRpcs, "DrainRunner"),
    { ...post("/cluster/runners/:runner/drain", "Has a runner hand over what it owns, and end"), status: 204 },
    answer.DrainRunner
  ),
  endpoint(
    rpcOf(ClusterRpcs, "RestartEntity"),
    post("/cluster/entities/:entityType/:entityId/restart", "Stops an entity and loads it anew from what is stored"),
    answer.RestartEntity
  ),
  endpoint(
    rpcOf(ClusterRpcs, "ReplayDeadLetter"),
    { ...post("/cluster/dead-letters/:kind/:id/replay", "Tries again what was put aside"), status: 204 },
    answer.ReplayDeadLetter
  )
])
