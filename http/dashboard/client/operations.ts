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
