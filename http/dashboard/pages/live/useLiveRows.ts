import { useEffect, useEffectEvent, useState } from "react"
import type { Subscription } from "../../client/feed/connection.ts"
import { useFeed } from "../../client/feed/useFeed.ts"
import { type Row, rowOf } from "./rows.ts"

const kept = 200
const rateSeconds = 30

/** The newest events, held still while paused, and how many came in each of the last seconds, newest last. */
export const useLiveRows = (subscription: Subscription, paused: boolean) => {
  const [rows, setRows] = useState<ReadonlyArray<Row>>([])
  const [waiting, setWaiting] = useState<ReadonlyArray<Row>>([])
  const [rates, setRates] = useState<ReadonlyArray<number>>(() => Array.from({ length: rateSeconds }, () => 0))
  const [second, setSecond] = useState(0)
  const state = useFeed(subscription, (events) => {
    const now = Date.now()
    const news = events.map((event) => rowOf(event, now)).toReversed()
    setSecond((count) => count + events.length)
    if (paused) setWaiting((waiting) => [...news, ...waiting].slice(0, kept))
    else setRows((rows) => [...news, ...rows].slice(0, kept))
  })
  const turn = useEffectEvent(() => {
    setRates((rates) => [...rates.slice(1), second])
    setSecond(0)
  })
  useEffect(() => {
    const timer = setInterval(() => turn(), 1_000)
    return () => clearInterval(timer)
  }, [])
  const goOn = () => {
    setRows((rows) => [...waiting, ...rows].slice(0, kept))
    setWaiting([])
  }
  return { rows, waiting: waiting.length, rates, state, goOn }
}
