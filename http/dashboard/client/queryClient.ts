import { QueryClient } from "@tanstack/react-query"
import { isTransient, waitBefore } from "./transient.ts"

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 300_000,
      retry: (failures, error) => failures < 4 && isTransient(error),
      retryDelay: waitBefore
    },
    mutations: { retry: false }
  }
})
