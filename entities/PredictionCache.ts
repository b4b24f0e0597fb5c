import { Config, Context, Effect, Layer } from "effect"
import type { ForecastRequest } from "./domain/Forecast.ts"

const freshMillis = 3_600_000

type Question = Omit<ForecastRequest, "act">

/**
 * The newest predictions of the artists that live in this process, as JSON. Each artist keeps its own here and drops them
 * with new figures and when it leaves, so a gateway in the same process may look here before it asks the artist; one in
 * another process finds nothing and asks. At most an hour old, the least recently used go first.
 */
export class PredictionCache extends Context.Tag("promoteros/entities/PredictionCache")<PredictionCache, {
  readonly get: (artistId: string, question: Question, modelVersion: string, nowMillis: number) => string | undefined
  readonly set: (artistId: string, question: Question, modelVersion: string, nowMillis: number, json: string) => void
  readonly forget: (artistId: string) => void
}>() {
  static readonly layer = Layer.effect(
    PredictionCache,
    Effect.map(Config.integer("MODEL_CACHED_PREDICTIONS").pipe(Config.withDefault(20_000)), make)
  )
}

interface Entry {
  readonly artistId: string
  readonly modelVersion: string
  readonly untilMillis: number
  readonly json: string
}

function make(capacity: number): PredictionCache["Type"] {
  const entries = new Map<string, Entry>()
  const keysOf = new Map<string, Set<string>>()

  const remove = (key: string, { artistId }: Entry) => {
    entries.delete(key)
    const keys = keysOf.get(artistId)
    keys?.delete(key)
    if (keys?.size === 0) keysOf.delete(artistId)
  }

  return {
    get: (artistId, question, modelVersion, nowMillis) => {
      const key = keyOf(artistId, question)
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      if (entry.untilMillis <= nowMillis || entry.modelVersion !== modelVersion) {
        remove(key, entry)
        return undefined
      }
      entries.delete(key)
      entries.set(key, entry)
      return entry.json
    },
    set: (artistId, question, modelVersion, nowMillis, json) => {
      const key = keyOf(artistId, question)
      entries.delete(key)
      entries.set(key, { artistId, modelVersion, untilMillis: nowMillis + freshMillis, json })
      keysOf.set(artistId, (keysOf.get(artistId) ?? new Set()).add(key))
      const oldest = entries.size > capacity ? entries.entries().next() : undefined
      if (oldest && !oldest.done) remove(...oldest.value)
    },
    forget: (artistId) => {
      for (const key of keysOf.get(artistId) ?? []) entries.delete(key)
      keysOf.delete(artistId)
    }
  }
}

const keyOf = (artistId: string, question: Question): string =>
  `${artistId} ${question.room.venueId} ${question.room.capacity} ${question.date} ${question.asOf} ${
    question.ticketPriceCents ?? "-"
  } ${question.useHistorical} ${question.includeSimilarArtists} ${question.seasonalAdjustment}`
