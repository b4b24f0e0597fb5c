import { type ModelBundle, sign } from "../../inference/ModelBundle.ts"
import * as ModelDirectory from "../../inference/ModelDirectory.ts"

/** The model that comes with the program. */
export const shipped = ModelDirectory.read("inference/model")

/** The rows that a model carries along to be tried with. */
export const probeRows = ({ manifest }: ModelBundle): ReadonlyArray<Float32Array> =>
  manifest.probes.map(({ row }) => Float32Array.from(row, (value) => value ?? Number.NaN))

/** The same model under another date: another content, so another version. */
export const renamed = (
  { card, graph, manifest }: ModelBundle,
  trainedAt = "2001-01-01T00:00:00.000Z"
): ModelBundle => {
  const { version: _, ...unsigned } = manifest
  return { card, graph, manifest: sign({ ...unsigned, trainedAt }) }
}
