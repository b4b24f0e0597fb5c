import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { InferenceSession, Tensor } from "onnxruntime-node"
import { bin } from "../../../inference/training/Bins.ts"
import { boost, defaults } from "../../../inference/training/Boosting.ts"
import { average, predict } from "../../../inference/training/Ensemble.ts"
import { quantile, squared } from "../../../inference/training/Objective.ts"
import { encode } from "../../../inference/training/OnnxFile.ts"
import { columns, table } from "./invented.ts"

it.effect("answers in ONNX what the trainer answers, on every row, missing values included", () =>
  Effect.gen(function*() {
    const rows = 600
    const { truth, values } = table(rows, 11)
    const labels = {
      target: Float64Array.from(truth, (value) => 2 + value),
      weight: new Float64Array(rows).fill(1),
      censored: new Uint8Array(rows)
    }
    const everything = Int32Array.from({ length: rows }, (_, i) => i)
    const ensembles = [squared, quantile(0.1), quantile(0.9)].map((objective) =>
      average([1, 2].map((seed) =>
        boost(
          bin(values, columns),
          labels,
          objective,
          { ...defaults, rounds: 40, seed, monotone: new Int8Array(columns) },
          everything
        ).ensemble
      ))
    )
    const graph = encode(ensembles.map((ensemble, i) => ({ name: `output-${i}`, ensemble })), columns)
    const session = yield* Effect.promise(() => InferenceSession.create(graph))
    const { outputs } = yield* Effect.promise(() =>
      session.run({ features: new Tensor("float32", values, [rows, columns]) })
    )
    const answers = outputs?.data ?? []
    assert.strictEqual(answers.length, rows * ensembles.length)
    for (let row = 0; row < rows; row++) {
      ensembles.forEach((ensemble, output) => {
        const own = predict(ensemble, values.subarray(row * columns, (row + 1) * columns))
        const answer = Number(answers[row * ensembles.length + output])
        assert.isTrue(Math.abs(answer - own) <= 1e-5 * Math.abs(own), `row ${row}: ${answer} is not ${own}`)
      })
    }
  }))
