import type { DealAssessment } from "../entities/domain/Assessment.ts"
import { dealFactors } from "./DealFactors.ts"
import { priceAdvice, type PriceQuestion } from "./DealPricing.ts"
import { riskOf, type Venture } from "./DealRisk.ts"
import type { DemandBelief } from "./DemandBelief.ts"

/** Price and risk of one deal under a forecast. */
export const assess = (venture: Venture, belief: DemandBelief, question: PriceQuestion): DealAssessment => {
  const pricing = priceAdvice(venture, belief, question)
  return {
    risk: riskOf(venture, belief),
    factors: dealFactors(venture, belief, { best: pricing.promoterOptimal, elasticity: question.elasticity }),
    pricing
  }
}
