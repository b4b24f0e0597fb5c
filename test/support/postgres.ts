import { NodeContext } from "@effect/platform-node"
import { PgClient } from "@effect/sql-pg"
import { Config, Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { DataFolder } from "../../cluster/DataFolder.ts"
import * as Migrations from "../../cluster/Migrations.ts"
import { inOrder } from "../../cluster/migrations/inOrder.ts"
import { Postgres } from "../../cluster/postgres/Postgres.ts"
import { template } from "./template.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of the server that all test files share; each takes a database of its own from it. */
    databaseUrl: string
  }
}

/** Runs once for the whole test run: a server (or that of TEST_DATABASE_URL) and a migrated template to copy from. */
export const setup = async (project: TestProject) => {
  const given = await Effect.runPromise(Config.string("TEST_DATABASE_URL").pipe(Config.withDefault("")))
  if (given !== "") {
    project.provide("databaseUrl", given)
    await Effect.runPromise(prepare(given))
    return () => Promise.resolve()
  }
  sweep()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const runtime = ManagedRuntime.make(
    Postgres.layerThrowaway.pipe(Layer.provide(DataFolder.layerAt(folder)), Layer.provide(NodeContext.layer))
  )
  const url = await runtime.runPromise(Effect.map(Postgres, (postgres) => Redacted.value(postgres.url)))
  project.provide("databaseUrl", url)
  await Effect.runPromise(prepare(url))
  return async () => {
    await runtime.dispose()
    rmSync(folder, { recursive: true, force: true })
  }
}

const prefix = "promoteros-test-"

/** Folders of test runs that were killed. */
const sweep = () => {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length).split("-")[0])
    if (Number.isSafeInteger(pid) && !alive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const prepare = (url: string) =>
  Effect.gen(function*() {
    const sql = yield* PgClient.PgClient
    yield* sql`drop database if exists ${sql(template)} with (force)`
    yield* sql`create database ${sql(template)}`
    yield* Effect.provide(Migrations.run(inOrder), PgClient.layer({ url: database(url, template), maxConnections: 2 }))
  }).pipe(Effect.provide(PgClient.layer({ url: Redacted.make(url), maxConnections: 2 })))

const database = (url: string, name: string) => {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return Redacted.make(changed.toString())
}
