import type { Forecast, ForecastRequest } from "../entities/domain/Forecast.ts"
import { Cents } from "../entities/domain/Money.ts"
import * as Comps from "./Comps.ts"
import { confidenceOf } from "./Confidence.ts"
import * as Demand from "./Demand.ts"
import { drawOf, type LogBelief, momentumOf } from "./DrawPrior.ts"
import { factorsOf, lossOf, type Situation } from "./Factors.ts"
import { assemble, calendarColumns, featureNames, type Question, questionOf, usualLnPrice } from "./Features.ts"
import { missingOf } from "./Inputs.ts"
import type { Manifest } from "./ModelBundle.ts"
import { countUpTo, PastShows } from "./PastShows.ts"
import { contributionOptimum, exponentialRunout, grossOptimum, through } from "./Pricing.ts"
import type { Priors } from "./Priors.ts"
import { breakevenPrice, elasticity, guarantee, ticket, usualPrice } from "./StandardShow.ts"

/** A request turned into model rows, with what its answer needs besides the model. */
export interface Prepared {
  readonly request: ForecastRequest
  readonly question: Question
  /** row 0 as asked, row 1 with the calendar left out: the difference is what the date contributes */
  readonly rows: Float32Array
  readonly record: Demand.Record
  readonly audience: LogBelief | undefined
  /** ln of cents; NaN where neither the request nor the act's past shows name one */
  readonly lnPrice: number
  readonly lnUsualPrice: number
  readonly comps: ReadonlyArray<Comps.Comp>
}

const noHistory = new PastShows([])

export const prepare = (request: ForecastRequest, shows: PastShows, priors: Priors): Prepared => {
  const question = questionOf(request)
  const history = request.useHistorical ? shows : noHistory
  const act = history.act(question.artistId, question.act)
  const count = countUpTo(act, question.cut)
  const lnUsualPrice = usualLnPrice(act, question.cut)
  const lnPrice = request.ticketPriceCents !== undefined && request.ticketPriceCents > 0
    ? Math.log(request.ticketPriceCents)
    : lnUsualPrice
  const comps = request.includeSimilarArtists ? Comps.compsOf(question, history, lnPrice) : []
  const columns = featureNames.length
  const rows = new Float32Array(2 * columns)
  assemble(rows, 0, question, history, priors, Comps.fillOf(comps))
  rows.copyWithin(columns, 0, columns)
  for (const column of calendarColumns) rows[columns + column] = Number.NaN
  if (!request.seasonalAdjustment) rows.copyWithin(0, columns)
  return {
    request,
    question,
    rows,
    record: {
      shows: count,
      mean: (act.draws[count] ?? 0) / Math.max(1, count),
      most: act.shows.slice(0, count).reduce((most, each) => Math.max(most, each.lnSold), 0)
    },
    audience: drawOf(request.act, request.room),
    lnPrice,
    lnUsualPrice,
    comps
  }
}

/** From the model's rows to the whole forecast. Everything here is a plain function of its arguments. */
export const complete = (
  prepared: Prepared,
  outputs: ArrayLike<number>,
  manifest: Pick<Manifest, "version" | "trainedAt" | "features" | "corrections" | "deviation">
): Forecast => {
  const { audience, comps, question, record, request } = prepared
  const { capacity } = question
  const horizon = question.date - question.cut
  const weighed = (row: number) =>
    Demand.weigh(
      Demand.ofModel(Demand.modelRow(outputs, row), capacity, horizon, manifest),
      capacity,
      audience,
      record
    )
  const { audienceShare, demand: unpriced } = weighed(0)
  const demand = priced(unpriced, prepared)
  const tickets = { p10: Math.exp(demand.p10), p50: Math.exp(demand.p50), p90: Math.exp(demand.p90) }
  const attendance = {
    p10: Math.min(tickets.p10, capacity),
    p50: Math.min(tickets.p50, capacity),
    p90: Math.min(tickets.p90, capacity)
  }
  const price = Number.isNaN(prepared.lnPrice) ? usualPrice(capacity) : Math.exp(prepared.lnPrice) / 100
  const curve = through(tickets.p50, price, elasticity)
  const runout = exponentialRunout(curve, capacity)
  const recommendedPrice = clamp(Math.max(contributionOptimum(curve, ticket), runout), 0.6 * price, 1.6 * price)
  const situation: Situation = {
    centre: demand.p50,
    deviation: demand.downside,
    capacity,
    price,
    recommendedPrice,
    calendar: unpriced.p50 - weighed(1).demand.p50,
    momentum: audienceShare * momentumOf(request.act)
  }
  const missing = missingOf(request, record.shows)
  return {
    demand: {
      ...tickets,
      confidence: confidenceOf({
        deviation: demand.deviation,
        comps: comps.map(({ similarity }) => similarity),
        missing: missing.share
      })
    },
    attendance,
    pricing: {
      recommendedCents: cents(Math.round(recommendedPrice * 2) / 2),
      optimalCents: cents(Math.max(grossOptimum(curve), runout)),
      breakevenCents: cents(breakevenPrice(capacity, attendance.p50, guarantee(capacity, price)))
    },
    risk: { score: Math.round(lossOf(situation) * 1e4) / 1e4, factors: factorsOf(situation) },
    similarEvents: comps.map(Comps.toSimilarEvent),
    warnings: warningsOf(prepared, missing.names, tickets.p50),
    model: { version: manifest.version, trainedAt: manifest.trainedAt, features: manifest.features }
  }
}

/** A price above the act's usual one costs demand, one below brings some: half the elasticity, a quarter either way. */
const priced = (demand: Demand.Demand, { lnPrice, lnUsualPrice }: Prepared): Demand.Demand => {
  const shift = -clamp(0.5 * elasticity * (lnPrice - lnUsualPrice), -0.25, 0.25)
  return Number.isNaN(shift) || shift === 0
    ? demand
    : { ...demand, p10: demand.p10 + shift, p50: demand.p50 + shift, p90: demand.p90 + shift }
}

const warningsOf = (
  { audience, comps, record, request }: Prepared,
  missing: ReadonlyArray<string>,
  demand: number
): ReadonlyArray<string> => {
  const warnings: Array<string> = []
  if (missing.length > 0) warnings.push(`Missing features: ${missing.join(", ")}`)
  if (record.shows === 0 && audience === undefined) {
    warnings.push("Nothing is known of this act: the forecast is that of an average act booked into this room")
  } else if (record.shows === 0) {
    warnings.push("The act has no known past show: its draw is read from its audience by prior values")
  }
  if (record.shows > 0 && Math.log(request.room.capacity) > record.most + Math.LN2) {
    warnings.push("The room is more than twice the size of any audience this act is known to have drawn")
  }
  if (request.includeSimilarArtists && comps.length === 0) warnings.push("No comparable past show was found")
  if (demand > request.room.capacity) warnings.push("Demand beyond the room's capacity is extrapolated, not observed")
  return warnings
}

const cents = (money: number): Cents => Cents.make(Math.max(0, Math.round(money * 100)))

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))
