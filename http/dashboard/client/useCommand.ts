import type { RpcClientError } from "@effect/rpc/RpcClientError"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import type { Effect } from "effect"
import { useRef } from "react"
import type { RequestId } from "../../../entities/domain/Ids.ts"
import { answer, type Client } from "./Api.ts"
import { newRequestId } from "./RequestIds.ts"
import { isTransient } from "./transient.ts"

/**
 * A change asked of the server. While nobody knows whether it arrived (no answer, "try again"), asking the same again
 * carries the same request id, so it is done once.
 */
export const useCommand = <Input, A, E extends Error>(
  send: (api: Client, input: Input, requestId: RequestId) => Effect.Effect<A, E | RpcClientError>,
  { changes, onDone }: { readonly changes: ReadonlyArray<string>; readonly onDone?: (answer: A, input: Input) => void }
) => {
  const queries = useQueryClient()
  const open = useRef<{ readonly input: string; readonly id: RequestId } | undefined>(undefined)
  return useMutation<A, Error, Input>({
    mutationFn: (input) => {
      const asked = JSON.stringify(input)
      const attempt = open.current?.input === asked ? open.current : { input: asked, id: newRequestId() }
      open.current = attempt
      return answer((api) => send(api, input, attempt.id))
    },
    onSuccess: (answer, input) => onDone?.(answer, input),
    onSettled: async (_answer, error) => {
      if (!isTransient(error)) open.current = undefined
      await Promise.all(changes.map((key) => queries.invalidateQueries({ queryKey: [key] })))
    }
  })
}
