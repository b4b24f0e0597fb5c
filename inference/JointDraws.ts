import { totalSellable } from "../entities/domain/deal/Scaling.ts"
import { resultOf, type Venture } from "./DealRisk.ts"
import { demandAt, type DemandBelief } from "./DemandBelief.ts"
import { normalDraws } from "./Draws.ts"

/** How much of the variance of ln demand shows have in common with others of their market, their genre, their artist. */
export interface Correlation {
  readonly market: number
  readonly genre: number
  readonly artist: number
}

/** Prior values: 0.15 for two shows of one market, 0.45 where they share a genre too, 0.75 for two dates of one artist. */
export const usualCorrelation: Correlation = { market: 0.15, genre: 0.3, artist: 0.3 }

export interface Drawn {
  readonly id: string
  readonly market: string
  readonly genre: string
  readonly artist: string
}

/**
 * z = sqrt(rm) M + sqrt(rg) G + sqrt(ra) A + sqrt(1 - rm - rg - ra) e for every show, with one M a market, one G a genre
 * and one A an artist: each z is standard normal, and two shows correlate by what they share.
 */
export const jointDraws = (
  count: number,
  { artist, genre, market }: Correlation = usualCorrelation
): (show: Drawn) => Float64Array => {
  const shared = new Map<string, Float64Array>()
  const factor = (kind: string, name: string): Float64Array => {
    const key = `${kind}/${name}`
    const known = shared.get(key) ?? normalDraws(key, count)
    shared.set(key, known)
    return known
  }
  const [m, g, a] = [Math.sqrt(market), Math.sqrt(genre), Math.sqrt(artist)]
  const own = Math.sqrt(Math.max(0, 1 - market - genre - artist))
  return (show) => {
    const [ofMarket, ofGenre, ofArtist] = [
      factor("market", show.market),
      factor("genre", show.genre),
      factor("artist", show.artist)
    ]
    return normalDraws(`show/${show.id}`, count).map((e, i) =>
      m * (ofMarket[i] ?? 0) + g * (ofGenre[i] ?? 0) + a * (ofArtist[i] ?? 0) + own * e
    )
  }
}

/** What each draw of demand brings the promoter, through the deal engine; a number of tickets is put through it once. */
export const drawnResults = (venture: Venture, belief: DemandBelief, draws: Float64Array): Float64Array => {
  const sellable = totalSellable(venture.show.scaling)
  const result = resultOf(venture)
  const known = new Float64Array(sellable + 1).fill(Number.NaN)
  return draws.map((z) => {
    const tickets = Math.min(sellable, Math.floor(demandAt(belief, z)))
    const before = known[tickets] ?? Number.NaN
    if (!Number.isNaN(before)) return before
    return known[tickets] = result(tickets)
  })
}
