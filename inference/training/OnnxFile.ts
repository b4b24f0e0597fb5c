import type { Ensemble } from "./Ensemble.ts"

/** One named output of the graph and the ensemble behind it. */
export interface Output {
  readonly name: string
  readonly ensemble: Ensemble
}

/**
 * An ONNX model of one `TreeEnsembleRegressor` (ai.onnx.ml 3): input `features` [n, columns], output `outputs` [n, outputs]
 * in the order given. All quantiles of a row are one graph and one run.
 */
export const encode = (outputs: ReadonlyArray<Output>, columns: number): Uint8Array => {
  const model = new Message()
  model.varint(1, 8)
  model.text(2, "promoteros")
  const graph = new Message()
  graph.message(1, regressor(outputs))
  graph.text(2, "demand")
  graph.message(11, tensor("features", columns))
  graph.message(12, tensor("outputs", outputs.length))
  model.message(7, graph)
  model.message(8, opset("", 17))
  model.message(8, opset("ai.onnx.ml", 3))
  return model.bytes()
}

const regressor = (outputs: ReadonlyArray<Output>): Message => {
  const nodes = {
    tree: new Array<number>(),
    id: new Array<number>(),
    feature: new Array<number>(),
    threshold: new Array<number>(),
    mode: new Array<string>(),
    left: new Array<number>(),
    right: new Array<number>(),
    missingLeft: new Array<number>()
  }
  const leaves = {
    tree: new Array<number>(),
    id: new Array<number>(),
    output: new Array<number>(),
    weight: new Array<number>()
  }
  let tree = 0
  outputs.forEach(({ ensemble }, output) => {
    for (const each of ensemble.trees) {
      each.feature.forEach((feature, id) => {
        const isLeaf = feature < 0
        nodes.tree.push(tree)
        nodes.id.push(id)
        nodes.feature.push(isLeaf ? 0 : feature)
        nodes.threshold.push(isLeaf ? 0 : each.threshold[id] ?? 0)
        nodes.mode.push(isLeaf ? "LEAF" : "BRANCH_LEQ")
        nodes.left.push(isLeaf ? 0 : each.left[id] ?? 0)
        nodes.right.push(isLeaf ? 0 : each.right[id] ?? 0)
        nodes.missingLeft.push(isLeaf ? 0 : each.missingLeft[id] ?? 0)
        if (isLeaf) {
          leaves.tree.push(tree)
          leaves.id.push(id)
          leaves.output.push(output)
          leaves.weight.push(each.value[id] ?? 0)
        }
      })
      tree++
    }
  })
  const node = new Message()
  node.text(1, "features")
  node.text(2, "outputs")
  node.text(3, "trees")
  node.text(4, "TreeEnsembleRegressor")
  const attributes = [
    floats("base_values", outputs.map((output) => output.ensemble.base)),
    int("n_targets", outputs.length),
    ints("nodes_falsenodeids", nodes.right),
    ints("nodes_featureids", nodes.feature),
    ints("nodes_missing_value_tracks_true", nodes.missingLeft),
    strings("nodes_modes", nodes.mode),
    ints("nodes_nodeids", nodes.id),
    ints("nodes_treeids", nodes.tree),
    ints("nodes_truenodeids", nodes.left),
    floats("nodes_values", nodes.threshold),
    string("post_transform", "NONE"),
    string("aggregate_function", "SUM"),
    ints("target_ids", leaves.output),
    ints("target_nodeids", leaves.id),
    ints("target_treeids", leaves.tree),
    floats("target_weights", leaves.weight)
  ]
  for (const attribute of attributes) node.message(5, attribute)
  node.text(7, "ai.onnx.ml")
  return node
}

const attribute = (name: string, type: number, write: (message: Message) => void): Message => {
  const message = new Message()
  message.text(1, name)
  write(message)
  message.varint(20, type)
  return message
}

const int = (name: string, value: number) => attribute(name, 2, (message) => message.varint(3, value))
const string = (name: string, value: string) => attribute(name, 3, (message) => message.text(4, value))
const floats = (name: string, values: ReadonlyArray<number>) =>
  attribute(name, 6, (message) => message.packedFloats(7, values))
const ints = (name: string, values: ReadonlyArray<number>) =>
  attribute(name, 7, (message) => message.packedVarints(8, values))
const strings = (name: string, values: ReadonlyArray<string>) =>
  attribute(name, 8, (message) => values.forEach((value) => message.text(9, value)))

const opset = (domain: string, version: number): Message => {
  const message = new Message()
  message.text(1, domain)
  message.varint(2, version)
  return message
}

/** A float tensor of shape [n, width]. */
const tensor = (name: string, width: number): Message => {
  const rows = new Message()
  rows.text(2, "n")
  const columns = new Message()
  columns.varint(1, width)
  const shape = new Message()
  shape.message(1, rows)
  shape.message(1, columns)
  const type = new Message()
  type.varint(1, 1)
  type.message(2, shape)
  const holder = new Message()
  holder.message(1, type)
  const info = new Message()
  info.text(1, name)
  info.message(2, holder)
  return info
}

/** The few shapes of the protobuf wire format that an ONNX file needs. */
class Message {
  private readonly parts: Array<Uint8Array> = []

  varint(field: number, value: number): void {
    this.parts.push(Uint8Array.from([...varint(field << 3), ...varint(value)]))
  }

  text(field: number, value: string): void {
    this.delimited(field, new TextEncoder().encode(value))
  }

  message(field: number, value: Message): void {
    this.delimited(field, value.bytes())
  }

  packedFloats(field: number, values: ReadonlyArray<number>): void {
    const view = new DataView(new ArrayBuffer(values.length * 4))
    values.forEach((value, i) => view.setFloat32(i * 4, value, true))
    this.delimited(field, new Uint8Array(view.buffer))
  }

  packedVarints(field: number, values: ReadonlyArray<number>): void {
    this.delimited(field, Uint8Array.from(values.flatMap(varint)))
  }

  bytes(): Uint8Array {
    const result = new Uint8Array(this.parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of this.parts) {
      result.set(part, at)
      at += part.length
    }
    return result
  }

  private delimited(field: number, bytes: Uint8Array): void {
    this.parts.push(Uint8Array.from([...varint((field << 3) | 2), ...varint(bytes.length)]), bytes)
  }
}

/** Non-negative whole numbers only: nothing else occurs here. */
const varint = (value: number): Array<number> => {
  const bytes: Array<number> = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return bytes
}
