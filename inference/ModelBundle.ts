import { Either, Schema } from "effect"
import { createHash } from "node:crypto"
import { ModelRejected } from "../entities/domain/Model.ts"
import { featureNames } from "./Features.ts"
import { Priors } from "./Priors.ts"

/** What the graph answers per row, in this order; all but `location` are shares of the room. */
export const outputNames = ["location", "low", "middle", "high"] as const

/** Added to the band's ends (as shares of the room) in rooms and at horizons of this group. */
const Correction = Schema.Struct({
  leastCapacity: Schema.Number,
  leastHorizonDays: Schema.Number,
  rows: Schema.Int,
  low: Schema.Number,
  high: Schema.Number
})
export type Correction = typeof Correction.Type

/** Error on later shows when they were asked about so many days before, beside capacity x mean share. */
const Horizon = Schema.Struct({
  days: Schema.Int,
  rows: Schema.Int,
  mape: Schema.Number,
  naiveMape: Schema.Number,
  coverage: Schema.Number
})
export type Horizon = typeof Horizon.Type

/** Shows that were forecast alike: the mean share of the room that was said and that was sold. */
const Reliability = Schema.Struct({ rows: Schema.Int, predicted: Schema.Number, actual: Schema.Number })
export type Reliability = typeof Reliability.Type

/**
 * A feature as it was in training, what drift is measured against: the share of rows without it, distinct deciles, and the
 * share of the others up to each decile and beyond the last.
 */
const Reference = Schema.Struct({
  feature: Schema.String,
  missing: Schema.Number,
  cuts: Schema.Array(Schema.Number),
  shares: Schema.Array(Schema.Number)
})
export type Reference = typeof Reference.Type

const Sha256 = Schema.String.pipe(Schema.pattern(/^[0-9a-f]{64}$/))

const manifestFields = {
  format: Schema.Literal(2),
  trainedAt: Schema.String,
  features: Schema.Array(Schema.String),
  outputs: Schema.Array(Schema.String),
  /** file name and hash of the ONNX graph and of the model card */
  graph: Schema.Struct({ file: Schema.String, sha256: Sha256, bytes: Schema.Int }),
  card: Schema.Struct({ file: Schema.String, sha256: Sha256 }),
  /** standard deviation of ln demand around `location` */
  deviation: Schema.Number.pipe(Schema.finite(), Schema.positive()),
  corrections: Schema.Array(Correction),
  priors: Priors,
  training: Schema.Struct({
    rows: Schema.Int,
    from: Schema.String,
    to: Schema.String,
    sources: Schema.Array(Schema.String),
    settings: Schema.Record({ key: Schema.String, value: Schema.Number }),
    metrics: Schema.Record({ key: Schema.String, value: Schema.Number }),
    horizons: Schema.Array(Horizon),
    reliability: Schema.Array(Reliability)
  }),
  reference: Schema.Array(Reference),
  /** Rows with the trainer's own answers: a graph that answers otherwise is not served. `null` is a missing value. */
  probes: Schema.Array(Schema.Struct({
    row: Schema.Array(Schema.NullOr(Schema.Number)),
    outputs: Schema.Array(Schema.Number)
  })).pipe(Schema.minItems(1))
}

const Unsigned = Schema.Struct(manifestFields)
export const Manifest = Schema.Struct({ version: Schema.String, ...manifestFields })
export type Manifest = typeof Manifest.Type

/** A model ready to be loaded: its manifest and the bytes it vouches for. */
export interface ModelBundle {
  readonly manifest: Manifest
  readonly graph: Uint8Array
  readonly card: string
}

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex")

/** The version is the content: two trainings with the same outcome are the same model. */
export const versionOf = (unsigned: typeof Unsigned.Type): string =>
  `demand-${sha256(JSON.stringify(Schema.encodeSync(Unsigned)(unsigned))).slice(0, 12)}`

export const sign = (unsigned: typeof Unsigned.Type): Manifest => ({ version: versionOf(unsigned), ...unsigned })

const decodeManifest = Schema.decodeEither(Schema.parseJson(Manifest))
const decodeUnsigned = Schema.decodeSync(Unsigned)

/** Checks everything that can be checked without running the graph. */
export const verify = (
  manifestText: string,
  graph: Uint8Array,
  card: string
): Either.Either<ModelBundle, ModelRejected> =>
  Either.gen(function*() {
    const manifest = yield* Either.mapLeft(
      decodeManifest(manifestText),
      (error) => new ModelRejected({ reason: `its manifest cannot be read: ${error.message.split("\n")[0] ?? ""}` })
    )
    const reason = faultOf(manifest, graph, card)
    return reason === undefined ? { manifest, graph, card } : yield* Either.left(new ModelRejected({ reason }))
  })

const faultOf = (manifest: Manifest, graph: Uint8Array, card: string): string | undefined => {
  if (versionOf(decodeUnsigned(manifest)) !== manifest.version) return "its manifest was changed after training"
  if (graph.length !== manifest.graph.bytes || sha256(graph) !== manifest.graph.sha256) {
    return `${manifest.graph.file} is not the graph that was trained (${graph.length} of ${manifest.graph.bytes} bytes)`
  }
  if (sha256(card) !== manifest.card.sha256) return `${manifest.card.file} is not the card of this model`
  if (manifest.features.join() !== featureNames.join()) {
    return "it was trained on other features than this release assembles"
  }
  if (manifest.outputs.join() !== outputNames.join()) return "it answers other quantities than this release reads"
  return undefined
}
