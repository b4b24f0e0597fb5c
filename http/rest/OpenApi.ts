import { JSONSchema, type SchemaAST } from "effect"
import { Problem } from "../Problem.ts"
import type { Endpoint } from "./Endpoint.ts"

export const root = "/api/v1"

type Json = JSONSchema.JsonSchema7

export interface Parameter {
  readonly name: string
  readonly in: "path" | "query" | "header"
  readonly required: boolean
  readonly description?: string
  readonly schema: object
}

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: ReadonlyArray<string>
  readonly security: ReadonlyArray<object>
  readonly parameters: ReadonlyArray<Parameter>
  readonly requestBody?: { readonly required: boolean; readonly content: object }
  readonly responses: Readonly<Record<string, object>>
}

export interface Document {
  readonly openapi: "3.1.0"
  readonly info: object
  readonly servers: ReadonlyArray<object>
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: object
}

/** OpenAPI 3.1 from the very endpoints that answer. */
export const document = (endpoints: ReadonlyArray<Endpoint>): Document => {
  const definitions: Record<string, Json> = {}
  const schemaOf = ({ ast }: Described) =>
    JSONSchema.fromAST(ast, {
      definitions,
      definitionPath: "#/components/schemas/",
      target: "openApi3.1",
      topLevelReferenceStrategy: "skip"
    })
  const paths: Record<string, Record<string, Operation>> = {}
  const put = (path: string, method: string, operation: Operation) => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation }
  }
  for (const endpoint of endpoints) {
    const described = operation(endpoint, schemaOf)
    put(`${root}${template(endpoint.path)}`, endpoint.method, described)
    if (endpoint.rpc._tag === "Predict") {
      put("/predictions", "POST", { ...described, operationId: "PredictAtRoot" })
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "PromoterOS",
      version: "1",
      description:
        "Which act, into which room, on which date, at which price and deal. A command may carry an Idempotency-Key: the " +
        "same key gets the same answer, however often it is sent. Every refusal is application/problem+json (RFC 9457)."
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: { ...definitions, Problem: schemaOf(Problem) },
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "An API key from /api/v1/api-keys" } }
    }
  }
}

interface Described {
  readonly ast: SchemaAST.AST
}
type SchemaOf = (schema: Described) => Json

const operation = (endpoint: Endpoint, schemaOf: SchemaOf): Operation => {
  const { bodyField, csvField, method, path, rpc, status = 200, summary } = endpoint
  const { properties, required } = membersOf(schemaOf(rpc.payloadSchema))
  const named = path.split("/").filter((part) => part.startsWith(":")).map((part) => part.slice(1))
  const rest = Object.keys(properties).filter((name) => !named.includes(name) && name !== "requestId")
  const reads = method === "GET" || method === "DELETE"
  const parameter = (name: string, place: "path" | "query"): Parameter => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: properties[name] ?? {}
  })
  const body = bodyField === undefined
    ? {
      type: "object",
      required: required.filter((name) => rest.includes(name)),
      properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
      additionalProperties: false
    }
    : properties[bodyField]
  return {
    operationId: rpc._tag,
    summary,
    tags: [path.split("/")[1] ?? ""],
    security: [{ apiKey: [] }],
    parameters: [
      ...named.map((name) => parameter(name, "path")),
      ...(reads ? rest : csvField === undefined ? [] : rest.filter((name) => name !== csvField)).map((name) =>
        parameter(name, "query")
      ),
      ...("requestId" in properties ? [idempotencyKey(properties["requestId"] ?? {})] : [])
    ],
    ...(reads || rest.length === 0 ? {} : {
      requestBody: {
        required: bodyField !== undefined || rest.some((name) => required.includes(name)),
        content: {
          "application/json": { schema: body },
          ...(csvField === undefined ? {} : { "text/csv": { schema: properties[csvField] } })
        }
      }
    }),
    responses: {
      [status]: status === 204
        ? { description: "Done" }
        : { description: summary, content: { "application/json": { schema: schemaOf(rpc.successSchema) } } },
      default: {
        description: "Refused",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } }
      }
    }
  }
}

const idempotencyKey = (schema: object): Parameter => ({
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The caller's own key of this command: sent again, it gets the first answer and does nothing",
  schema
})

const membersOf = (schema: Json) =>
  "properties" in schema
    ? { properties: schema.properties, required: schema.required }
    : { properties: {} satisfies Record<string, Json>, required: [] }

/** `/artists/:artistId` as OpenAPI writes it. */
const template = (path: string): string => path.replace(/:(\w+)/g, "{$1}")
