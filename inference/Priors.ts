import { Schema } from "effect"

const Mean = Schema.Struct({ shows: Schema.Number, fill: Schema.Number })

/**
 * What training leaves of its shows for a history that starts empty: how full rooms were overall, by genre family and by
 * country (groups of 20 shows and more). They enter as that many shows played before the history begins.
 */
export const Priors = Schema.Struct({
  overall: Mean,
  families: Schema.Record({ key: Schema.String, value: Mean }),
  countries: Schema.Record({ key: Schema.String, value: Mean })
})
export type Priors = typeof Priors.Type

/** No prior knowledge: what training itself starts from, so that no row sees a mean of later ones. */
export const blank: Priors = { overall: { shows: 1, fill: 0.86 }, families: {}, countries: {} }
