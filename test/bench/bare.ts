import { createServer } from "node:http"

/** The limit that figures are held against: bare node:http that reads a body and answers as many bytes as it is told to. Prints its port. */
const answer = Buffer.alloc(Number(process.argv[2] ?? 80), "x")
const server = createServer((request, response) => {
  request
    .on("data", () => {})
    .on("end", () => response.writeHead(200, { "content-length": answer.length }).end(answer))
})
server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  process.stdout.write(`port ${address !== null && typeof address === "object" ? address.port : 0}\n`)
})
process.on("SIGTERM", () => process.exit(0))
