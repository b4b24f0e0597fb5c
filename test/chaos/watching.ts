import { setTimeout as sleep } from "node:timers/promises"
import { WebSocket } from "ws"
import type { Watched } from "./History.ts"

/**
 * A live client: keeps every cursor it is given, and comes back to another gateway with the last one when its connection
 * ends. `finish` waits until it has the newest cursor of the feed.
 */
export const watch = (client: string, gateways: ReadonlyArray<string>, first: number) => {
  const cursors: Array<string> = []
  let from: string | undefined
  let over = false
  let connections = 0
  let socket: WebSocket | undefined

  const connect = () => {
    const url = gateways[(first + connections++) % gateways.length] ?? ""
    const opened = new WebSocket(`${url.replace("http", "ws")}/ws`, "promoteros.v1", { handshakeTimeout: 3_000 })
    socket = opened
    opened.on("open", () =>
      opened.send(JSON.stringify({
        type: "subscribe",
        channels: ["bookings"],
        ...(from === undefined ? {} : { cursor: cursors.at(-1) ?? from })
      })))
    opened.on("message", (data) => {
      const message: { readonly type: string; readonly cursor?: string } = JSON.parse(String(data))
      if (message.type === "reset") cursors.push("reset")
      else if (message.type === "subscribed") from ??= message.cursor
      else if (message.type.endsWith("_update") && message.cursor !== undefined) cursors.push(message.cursor)
    })
    opened.on("error", () => opened.terminate())
    opened.on("close", () => {
      if (!over) setTimeout(connect, 200)
    })
  }
  connect()

  return {
    cut: () => socket?.terminate(),
    connections: () => connections,
    finish: async (newest: string | undefined, patienceMillis: number): Promise<Watched> => {
      const until = Date.now() + patienceMillis
      while (isBehind(cursors, newest) && Date.now() < until) await sleep(100)
      over = true
      socket?.terminate()
      return { client, from: from ?? "0.0", cursors }
    }
  }
}

const isBehind = (cursors: ReadonlyArray<string>, newest: string | undefined): boolean =>
  newest !== undefined && cursors.at(-1) !== newest
