import type { RpcClientError } from "@effect/rpc/RpcClientError"
import { keepPreviousData, type QueryKey, useQuery } from "@tanstack/react-query"
import type { Effect } from "effect"
import { answer, type Client } from "./Api.ts"

interface Options<A> {
  readonly enabled?: boolean
  /** milliseconds between looks */
  readonly every?: number | false | ((answer: A | undefined) => number | false)
  /** shows what the previous question was answered until the new answer is there */
  readonly keepPrevious?: boolean
  readonly staleTime?: number
}

/** One question to the server, kept under its key. */
export const useAnswer = <A, E extends Error>(
  key: QueryKey,
  ask: (api: Client) => Effect.Effect<A, E | RpcClientError>,
  { enabled = true, every = false, keepPrevious = false, staleTime = 15_000 }: Options<A> = {}
) =>
  useQuery<A, Error>({
    queryKey: key,
    queryFn: ({ signal }) => answer(ask, signal),
    enabled,
    refetchInterval: typeof every === "function" ? ({ state }) => every(state.data) : every,
    staleTime,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {})
  })
