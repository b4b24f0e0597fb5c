import { useAnswer } from "./useAnswer.ts"
import { useCommand } from "./useCommand.ts"

const key = "models"

/** Looked at often while a training is under way. */
export const useModelReport = (training: boolean) =>
  useAnswer([key], (api) => api.GetModelReport(), { every: training ? 1_500 : 15_000, staleTime: 0 })

export const useRetrain = () => useCommand((api) => api.RetrainModel(), { changes: [key] })
export const usePromote = () =>
  useCommand((api, version: string) => api.PromoteModel({ version }), { changes: [key, "about"] })
export const useShadow = () =>
  useCommand((api, wanted: { readonly version: string; readonly share: number }) => api.ShadowModel(wanted), {
    changes: [key]
  })
export const useEndShadow = () => useCommand((api) => api.EndShadow(), { changes: [key] })
