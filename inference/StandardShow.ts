import type { TicketEconomics } from "./Pricing.ts"
import { contributionAt } from "./Pricing.ts"
import type { FlatShow } from "./Risk.ts"

/**
 * The flat deal that a forecast without a deal is judged by: the common show of the trade (1,400 seats, 18,000 fixed, a
 * guarantee of 31 % of the gross potential, 2.50 facility fee and 5 % tax inside the price, 1.25 a ticket), scaled to the
 * room. Money in currency units. A booking's own deal replaces it in the deal engine.
 */
export const ticket: TicketEconomics = { facilityFee: 2.5, variableCost: 1.25, ancillary: 0, taxRate: 0.05 }

const commonCapacity = 1_400
const commonFixed = 18_000
export const fixedExponent = 0.85
export const guaranteeShare = 0.31

/** Elasticity of demand at the asked price: a prior within the published 1.0-1.6. */
export const elasticity = 1.2

/** A usual price in a room of that size, where neither the request nor the act's past shows name one. */
export const usualPrice = (capacity: number): number => 45 * (capacity / commonCapacity) ** 0.25

export const fixedCosts = (capacity: number): number => commonFixed * (capacity / commonCapacity) ** fixedExponent

export const guarantee = (capacity: number, price: number): number => guaranteeShare * capacity * price

export const flatShow = (
  demand: { readonly centre: number; readonly deviation: number },
  capacity: number,
  price: number,
  agreedGuarantee: number
): FlatShow => ({
  ...demand,
  capacity,
  contribution: Math.max(0.01, contributionAt(ticket, price)),
  fixed: fixedCosts(capacity) + agreedGuarantee
})

/** The price at which `attendance` tickets just pay for the show. */
export const breakevenPrice = (capacity: number, attendance: number, agreedGuarantee: number): number =>
  ticket.facilityFee +
  ((fixedCosts(capacity) + agreedGuarantee) / Math.max(1, attendance) + ticket.variableCost - ticket.ancillary) *
    (1 + ticket.taxRate)
