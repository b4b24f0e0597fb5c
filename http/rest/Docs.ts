import type { Document, Operation, Parameter } from "./OpenApi.ts"

/** The OpenAPI document for people: one page, without a script, that needs nothing but this server. */
export const page = (document: Document): string => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation }))
  )
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))]
  const section = (tag: string) =>
    `<section id="${escape(tag)}"><h2>${escape(tag)}</h2>${
      operations.filter(({ operation }) => operation.tags.includes(tag)).map(entry).join("")
    }</section>`
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>PromoterOS API</title><style>${style}</style></head>
<body>
<header><h1>PromoterOS API</h1>
<p>The machine-readable version of this page is <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).
Send an API key as <code>Authorization: Bearer …</code>. A command may carry an <code>Idempotency-Key</code>: the same key
gets the same answer, however often it is sent. A refusal is <code>application/problem+json</code> with the fields that were
wrong, when to try again, and the dates that are free instead.</p>
<nav aria-label="Sections">${tags.map((tag) => `<a href="#${escape(tag)}">${escape(tag)}</a>`).join(" ")}</nav></header>
<main>${tags.map(section).join("\n")}</main>
</body></html>`
}

interface Entry {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

const entry = ({ method, operation, path }: Entry): string =>
  `<details id="${escape(operation.operationId)}"><summary><b class="${method.toLowerCase()}">${method}</b> <code>${
    escape(path)
  }</code> <span>${escape(operation.summary)}</span></summary>${parameters(operation.parameters)}${
    operation.requestBody === undefined ? "" : `<h3>Body</h3>${json(operation.requestBody.content)}`
  }${
    Object.entries(operation.responses).map(([status, told]) => `<h3>${escape(status)}</h3>${json(told)}`).join("")
  }</details>`

const parameters = (all: ReadonlyArray<Parameter>): string =>
  all.length === 0
    ? ""
    : `<table><thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Schema</th></tr></thead><tbody>${
      all.map(({ in: place, name, required, schema }) =>
        `<tr><td><code>${escape(name)}</code>${required ? "" : " (optional)"}</td><td>${place}</td><td><code>${
          escape(JSON.stringify(schema))
        }</code></td></tr>`
      ).join("")
    }</tbody></table>`

const json = (value: object): string => `<pre tabindex="0">${escape(JSON.stringify(value, null, 2))}</pre>`

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`)

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
  h2 { margin: 2.5rem 0 .5rem; text-transform: capitalize; } h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
  nav a { margin-right: .75rem; } code, pre { font: .875rem/1.5 ui-monospace, monospace; }
  details { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .5rem; margin: .5rem 0; }
  details > :not(summary) { margin-inline: 1rem; } summary { padding: .5rem 1rem; cursor: pointer; }
  summary span { opacity: .8; } summary b { display: inline-block; min-width: 4rem; }
  pre { overflow: auto; max-height: 24rem; padding: .75rem; border-radius: .375rem;
    background: color-mix(in srgb, currentColor 7%, transparent); }
  table { border-collapse: collapse; width: calc(100% - 2rem); } td, th { text-align: left; padding: .25rem .75rem .25rem 0;
    vertical-align: top; word-break: break-word; }`
