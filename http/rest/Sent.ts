import { Either, Schema, SchemaAST } from "effect"
import { RequestId } from "../../entities/domain/Ids.ts"
import * as Problem from "../Problem.ts"
import type { Endpoint } from "./Endpoint.ts"

/** A request taken apart, before anything is known to be right about it. */
export interface Parts {
  readonly params: Readonly<Record<string, string | undefined>>
  readonly query: Readonly<Record<string, string | ReadonlyArray<string>>>
  readonly body: unknown
  readonly requestId: RequestId
}

/** Puts the parts of a request together as the payload of its RPC, for the one decoder that judges all of it. */
export const assembler = ({ bodyField, csvField, method, path, rpc }: Endpoint) => {
  const fields = fieldsOf(rpc.payloadSchema.ast)
  const named = new Set(path.split("/").filter((part) => part.startsWith(":")).map((part) => part.slice(1)))
  const takesRequestId = fields.has("requestId")
  const reads = method === "GET" || method === "DELETE"

  return ({ body, params, query, requestId }: Parts): Either.Either<unknown, Problem.Problem> => {
    const given: Record<string, unknown> = {
      ...coerced(params, fields),
      ...(takesRequestId ? { requestId } : {})
    }
    const isCsv = csvField !== undefined && typeof body === "string"
    const loose = reads
      ? coerced(query, fields)
      : isCsv
      ? { ...coerced(query, fields), [csvField]: body }
      : bodyField === undefined
      ? body ?? {}
      : { [bodyField]: body }
    if (!isRecord(loose)) return Either.left(Problem.invalidFields([{ field: "", message: "send a JSON object" }]))
    const strays = [
      ...Object.keys(loose).filter((name) => named.has(name) || name === "requestId"),
      ...(reads || isCsv ? [] : Object.keys(query))
    ]
    if (strays.length > 0) {
      return Either.left(Problem.invalidFields(strays.map((field) => ({ field, message: "does not belong here" }))))
    }
    const payload = { ...loose, ...given }
    const unwritable = nulIn(payload, "")
    if (unwritable !== undefined) {
      return Either.left(Problem.invalidFields([{ field: unwritable, message: "has a NUL character" }]))
    }
    return Either.right(fields.size === 0 && Object.keys(loose).length === 0 ? undefined : payload)
  }
}

/** The caller's own key of a command, from its `Idempotency-Key`. */
export const requestId = (key: string): Either.Either<RequestId, Problem.Problem> =>
  Either.mapLeft(
    decodeRequestId(key),
    () => Problem.invalidFields([{ field: "Idempotency-Key", message: "is 1-128 printable characters without spaces" }])
  )

const decodeRequestId = Schema.decodeEither(RequestId)

/** Where a text has the one character that no database keeps. */
const nulIn = (value: unknown, at: string): string | undefined => {
  if (typeof value === "string") return value.includes("\0") ? at : undefined
  if (typeof value !== "object" || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const path = at === "" ? name : `${at}.${name}`
    const found = name.includes("\0") ? at : nulIn(inner, path)
    if (found !== undefined) return found
  }
  return undefined
}

type Kind = "number" | "boolean" | "other"

/** What a payload's fields are on the wire. */
const fieldsOf = (ast: SchemaAST.AST): ReadonlyMap<string, Kind> => {
  const encoded = SchemaAST.encodedAST(ast)
  return new Map(
    SchemaAST.isTypeLiteral(encoded)
      ? encoded.propertySignatures.map(({ name, type }) => [String(name), kindOf(type)] as const)
      : []
  )
}

const kindOf = (ast: SchemaAST.AST): Kind => {
  switch (ast._tag) {
    case "NumberKeyword":
      return "number"
    case "BooleanKeyword":
      return "boolean"
    case "Refinement":
      return kindOf(ast.from)
    case "Union":
      return ast.types.map(kindOf).find((kind) => kind !== "other") ?? "other"
    default:
      return "other"
  }
}

/** A path and a query are text; a field that is a number or a boolean on the wire is read as one, if it can be. */
const coerced = (
  query: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>,
  fields: ReadonlyMap<string, Kind>
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, read(value, fields.get(name))]))

const read = (value: string | ReadonlyArray<string> | undefined, kind: Kind | undefined): unknown => {
  if (kind === "number" && typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  if (kind === "boolean" && (value === "true" || value === "false")) return value === "true"
  return value
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
