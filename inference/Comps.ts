import type { Forecast } from "../entities/domain/Forecast.ts"
import type { Question } from "./Features.ts"
import { type Family, familyOf } from "./Genres.ts"
import { countryOf, countUpTo, fold, type Indexed, type Ledger, type PastShows } from "./PastShows.ts"

export interface Comp {
  readonly past: Indexed
  /** 0-1 */
  readonly similarity: number
  readonly why: ReadonlyArray<string>
}

const most = 8
/** Nearest neighbours always exist; below this they are not comparable. */
const leastSimilarity = 0.35
const yearsBack = 5
/** Of each ledger only so many of the newest are looked at: a question costs the same however long history is. */
const lookBack = 32

/**
 * Past shows like the one asked about: played before the cut, of .4 to 2.5 times its size, in the last five years, scored by
 * act .35, genre .2, size .15, market .1, price .1, season and weekday .05, recency .05 (half-life 18 months). What is not
 * known leaves the score rather than lowering it.
 */
export const compsOf = (question: Question, history: PastShows, lnPrice: number): ReadonlyArray<Comp> => {
  const { cut } = question
  const family = familyOf(question.genres, question.act)
  const lnCapacity = Math.log(question.capacity)
  const act = history.act(question.artistId, question.act)
  const asked: Asked = {
    question,
    family,
    lnCapacity,
    lnPrice,
    actDraw: meanDraw(act, cut),
    act: fold(question.act),
    city: fold(question.city),
    venue: fold(question.venue),
    country: countryOf(question.country)
  }
  const seen = new Set<Indexed>()
  const best: Array<Comp> = []
  const look = (ledger: Ledger) => {
    const count = countUpTo(ledger, cut)
    for (let i = count - 1; i >= Math.max(0, count - lookBack); i--) {
      const past = ledger.shows[i]
      if (past === undefined || seen.has(past)) continue
      seen.add(past)
      if (past.day < cut - yearsBack * 365 || Math.abs(past.lnCapacity - lnCapacity) > Math.log(2.5)) continue
      const similarity = similarityOf(asked, past, history, cut)
      if (similarity >= leastSimilarity) best.push({ past, similarity, why: [] })
    }
  }
  look(act)
  look(history.venue(question.venueId, question.venue, question.city))
  look(history.familyOfSize(family, lnCapacity))
  look(history.city(question.city, question.country))
  best.sort((a, b) => b.similarity - a.similarity)
  return best.slice(0, most).map((comp) => ({ ...comp, why: whyOf(asked, comp.past) }))
}

/** What comparable shows would sell here: their mean share of the room, the more alike the heavier. NaN without any. */
export const fillOf = (comps: ReadonlyArray<Comp>): number => {
  let weight = 0
  let sum = 0
  for (const { past, similarity } of comps) {
    weight += similarity ** 2
    sum += similarity ** 2 * past.fill
  }
  return weight === 0 ? Number.NaN : sum / weight
}

export const toSimilarEvent = ({ past, similarity, why }: Comp): Forecast["similarEvents"][number] => ({
  eventId: past.show.id,
  title: past.title,
  similarity: Math.round(similarity * 1000) / 1000,
  outcome: past.outcome,
  why
})

interface Asked {
  readonly question: Question
  readonly family: Family
  readonly lnCapacity: number
  readonly lnPrice: number
  readonly actDraw: number
  readonly act: string
  readonly city: string
  readonly venue: string
  readonly country: string
}

const similarityOf = (asked: Asked, past: Indexed, history: PastShows, cut: number): number => {
  let weight = 0
  let sum = 0
  const count = (share: number, likeness: number) => {
    weight += share
    sum += share * likeness
  }
  if (past.act === asked.act) count(0.35, 1)
  else {
    const draw = meanDraw(history.actOf(past), cut)
    count(
      0.35,
      Number.isNaN(draw) || Number.isNaN(asked.actDraw)
        ? 0.2
        : 0.7 * Math.exp(-(((draw - asked.actDraw) / 0.5) ** 2) / 2)
    )
  }
  if (asked.family !== "unknown" && past.family !== "unknown") count(0.2, past.family === asked.family ? 1 : 0)
  count(0.15, Math.max(0, 1 - Math.abs(past.lnCapacity - asked.lnCapacity) / Math.log(2.5)))
  count(0.1, marketLikeness(asked, past))
  if (!Number.isNaN(asked.lnPrice) && !Number.isNaN(past.lnPrice)) {
    count(0.1, Math.exp(-(((past.lnPrice - asked.lnPrice) / 0.5) ** 2) / 2))
  }
  const season = Math.abs(((past.day - asked.question.date) % 365 + 547) % 365 - 182) / 182
  count(0.05, 0.5 * season + (((past.day - asked.question.date) % 7 === 0) ? 0.5 : 0))
  count(0.05, Math.exp(-Math.LN2 * Math.max(0, asked.question.date - past.day) / 548))
  return sum / weight
}

const marketLikeness = (asked: Asked, past: Indexed): number =>
  past.venue === asked.venue && past.city === asked.city
    ? 1
    : past.city === asked.city
    ? 0.9
    : past.country === asked.country
    ? 0.4
    : 0

const whyOf = (asked: Asked, past: Indexed): ReadonlyArray<string> => {
  const why: Array<string> = []
  if (past.act === asked.act) why.push("same act")
  if (past.venue === asked.venue && past.city === asked.city) why.push("same room")
  else if (past.city === asked.city) why.push("same city")
  if (past.family === asked.family && asked.family !== "unknown") why.push(asked.family)
  if (Math.abs(past.lnCapacity - asked.lnCapacity) < 0.2) why.push("same size")
  if (Math.abs(past.lnPrice - asked.lnPrice) < 0.15) why.push("like price")
  if (asked.question.date - past.day < 365) why.push("within a year")
  return why
}

const meanDraw = (act: Ledger, cut: number): number => {
  const count = countUpTo(act, cut)
  return count === 0 ? Number.NaN : (act.draws[count] ?? 0) / count
}
