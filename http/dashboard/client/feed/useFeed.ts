import { Effect, Fiber } from "effect"
import { useEffect, useEffectEvent, useState } from "react"
import { follow, type State, type Subscription } from "./connection.ts"
import type { FeedEvent } from "./Message.ts"

const address = () => `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws`

/** Follows the feed as long as the component is there; events come in handfuls, four times a second at most. */
export const useFeed = (subscription: Subscription, onEvents: (events: ReadonlyArray<FeedEvent>) => void): State => {
  const [state, setState] = useState<State>({ _tag: "Connecting" })
  const asked = JSON.stringify(subscription)
  const tell = useEffectEvent(onEvents)
  const start = useEffectEvent((_asked: string, heard: Array<FeedEvent>) =>
    Effect.runFork(
      follow(address(), subscription, {
        onState: setState,
        onEvent: (event) => {
          heard.push(event)
          if (heard.length > most) heard.shift()
        }
      })
    )
  )
  useEffect(() => {
    const heard: Array<FeedEvent> = []
    const fiber = start(asked, heard)
    const timer = setInterval(() => {
      if (heard.length > 0) tell(heard.splice(0))
    }, 250)
    return () => {
      clearInterval(timer)
      Effect.runFork(Fiber.interrupt(fiber))
    }
  }, [asked])
  return state
}

/** More than this in a quarter of a second nobody could read. */
const most = 500
