/**
 * Prices that a demand curve asks for. Money is in currency units here and in cents at the port. Sources: logit with
 * Lambert's W, the exponential curve of Gallego and van Ryzin, constant elasticity.
 */

/** Q(p) = market / (1 + e^-(intercept - slope p)) */
export interface LogitDemand {
  readonly market: number
  readonly intercept: number
  readonly slope: number
}

export const logitDemandAt = (curve: LogitDemand, price: number): number =>
  curve.market / (1 + Math.exp(-(curve.intercept - curve.slope * price)))

export const logitElasticity = (curve: LogitDemand, price: number): number =>
  -curve.slope * price * (1 - logitDemandAt(curve, price) / curve.market)

/** The price that earns most above a cost per ticket, had the room no walls. */
export const logitOptimum = (curve: LogitDemand, cost: number): number =>
  cost + (1 + lambertW(Math.exp(curve.intercept - 1 - curve.slope * cost))) / curve.slope

/** The price at which the room just sells out; -Infinity where it could not even for nothing. */
export const logitRunout = (curve: LogitDemand, capacity: number): number => {
  const share = capacity / curve.market
  return share >= 1 ? -Infinity : (curve.intercept - Math.log(share / (1 - share))) / curve.slope
}

/** The better of optimum and runout, held inside the price bounds agreed with the artist. */
export const logitPrice = (
  curve: LogitDemand,
  cost: number,
  capacity: number,
  bounds: { readonly least: number; readonly most: number }
): number => clamp(Math.max(logitOptimum(curve, cost), logitRunout(curve, capacity)), bounds.least, bounds.most)

/** Q(p) = market e^(-p / scale) */
export interface ExponentialDemand {
  readonly market: number
  readonly scale: number
}

/** What a ticket brings beside its price: all per ticket, the tax as a share on top of the net price. */
export interface TicketEconomics {
  readonly facilityFee: number
  readonly variableCost: number
  readonly ancillary: number
  readonly taxRate: number
}

export const exponentialDemandAt = (curve: ExponentialDemand, price: number): number =>
  curve.market * Math.exp(-price / curve.scale)

/** The price of the highest gross. */
export const grossOptimum = (curve: ExponentialDemand): number => curve.scale

/** The price of the highest promoter contribution: what guests spend inside lowers it. */
export const contributionOptimum = (curve: ExponentialDemand, ticket: TicketEconomics): number =>
  curve.scale + ticket.facilityFee + (ticket.variableCost - ticket.ancillary) * (1 + ticket.taxRate)

export const exponentialRunout = (curve: ExponentialDemand, capacity: number): number =>
  curve.scale * Math.log(curve.market / capacity)

/** The mark-up rule of constant elasticity; undefined where demand is inelastic and no inner optimum exists. */
export const markup = (marginalCost: number, elasticity: number): number | undefined =>
  elasticity > 1 ? marginalCost * elasticity / (elasticity - 1) : undefined

/** What a ticket sold at `price` leaves the promoter: net of fee and tax, less its own cost, plus the spend inside. */
export const contributionAt = (ticket: TicketEconomics, price: number): number =>
  (price - ticket.facilityFee) / (1 + ticket.taxRate) - ticket.variableCost + ticket.ancillary

/** An exponential curve through "`demand` at `price`" with that elasticity there. */
export const through = (demand: number, price: number, elasticity: number): ExponentialDemand => ({
  market: demand * Math.exp(elasticity),
  scale: price / elasticity
})

/** W of x >= 0, where W e^W = x (Halley's iteration). */
export const lambertW = (x: number): number => {
  let w = x < Math.E ? x / (1 + x) : Math.log(x) - Math.log(Math.log(x))
  for (let step = 0; step < 20; step++) {
    const e = Math.exp(w)
    const error = w * e - x
    const move = error / (e * (w + 1) - (w + 2) * error / (2 * w + 2))
    w -= move
    if (Math.abs(move) < 1e-14 * Math.max(1, w)) break
  }
  return w
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))
