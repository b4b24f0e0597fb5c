import type { PredictPayload } from "./protocol.ts"

const entriesKept = 16
const freshMillis = 3_600_000

/** An artist's newest predictions as JSON: least recently used first out, an hour at most, all gone with new figures. */
export class PredictionCache {
  private readonly entries = new Map<string, { readonly json: string; readonly untilMillis: number }>()

  static key(payload: PredictPayload, modelVersion: string): string {
    const { asOf, date, includeSimilarArtists, room, seasonalAdjustment, ticketPriceCents, useHistorical } = payload
    return `${room.venueId} ${room.capacity} ${date} ${asOf} ${
      ticketPriceCents ?? "-"
    } ${useHistorical} ${includeSimilarArtists} ${seasonalAdjustment} ${modelVersion}`
  }

  get(key: string, nowMillis: number): string | undefined {
    const entry = this.entries.get(key)
    if (entry === undefined) return undefined
    this.entries.delete(key)
    if (entry.untilMillis <= nowMillis) return undefined
    this.entries.set(key, entry)
    return entry.json
  }

  set(key: string, json: string, nowMillis: number): void {
    this.entries.set(key, { json, untilMillis: nowMillis + freshMillis })
    const oldest = this.entries.keys().next()
    if (this.entries.size > entriesKept && !oldest.done) this.entries.delete(oldest.value)
  }

  clear(): void {
    this.entries.clear()
  }
}
