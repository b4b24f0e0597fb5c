import type { Role } from "../../../rpc/contract/Access.ts"
import { useAnswer } from "./useAnswer.ts"
import { useCommand } from "./useCommand.ts"

export const useAbout = () => useAnswer(["about"], (api) => api.GetAbout(), { staleTime: 60_000 })

export const useOperations = (paused: boolean) =>
  useAnswer(["operations"], (api) => api.GetOperations(), { every: paused ? false : 5_000, staleTime: 0 })

export interface Whereabouts {
  readonly entityType: "Artist" | "Venue" | "Booking"
  readonly entityId: string
}

export const useLocate = () => useCommand((api, where: Whereabouts) => api.Locate(where), { changes: [] })

export const useCluster = (paused: boolean) =>
  useAnswer(["cluster"], (api) => api.GetCluster(), { every: paused ? false : 2_000, staleTime: 0 })

export const useDrainRunner = () =>
  useCommand((api, runner: string) => api.DrainRunner({ runner }), { changes: ["cluster"] })

export const useRestartEntity = () => useCommand((api, where: Whereabouts) => api.RestartEntity(where), { changes: [] })

interface PutAside {
  readonly kind: "timer" | "command"
  readonly id: string
}

export const useReplayDeadLetter = () =>
  useCommand((api, letter: PutAside) => api.ReplayDeadLetter(letter), { changes: ["cluster"] })

interface NewSecret {
  readonly name: string
  readonly role: Role
}

export const useApiKeys = () => useAnswer(["apiKeys"], (api) => api.ListApiKeys())
export const useCreateApiKey = () =>
  useCommand((api, key: NewSecret) => api.CreateApiKey(key), { changes: ["apiKeys"] })
export const useRevokeApiKey = () => useCommand((api, id: string) => api.RevokeApiKey({ id }), { changes: ["apiKeys"] })

export const useWebhookSources = () => useAnswer(["webhookSources"], (api) => api.ListWebhookSources())
export const useCreateWebhookSource = () =>
  useCommand((api, source: NewSecret) => api.CreateWebhookSource(source), { changes: ["webhookSources"] })
export const useRevokeWebhookSource = () =>
  useCommand((api, id: string) => api.RevokeWebhookSource({ id }), { changes: ["webhookSources"] })
