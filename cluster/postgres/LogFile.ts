import { FileSystem } from "@effect/platform"
import { Effect, Ref } from "effect"

const limit = 4_000_000

/** Appends lines to a file that is put aside as `<path>.1` when it is full, so the two never pass 8 MB together. */
export const appendTo = Effect.fnUntraced(function*(path: string) {
  const fs = yield* FileSystem.FileSystem
  const size = yield* Ref.make(
    yield* fs.stat(path).pipe(Effect.map((info) => Number(info.size)), Effect.orElseSucceed(() => 0))
  )
  return (line: string) =>
    Ref.updateAndGet(size, (before) => before + line.length + 1).pipe(
      Effect.flatMap((now) =>
        now > limit ? Effect.zipRight(fs.rename(path, `${path}.1`), Ref.set(size, 0)) : Effect.void
      ),
      Effect.zipRight(fs.writeFileString(path, `${line}\n`, { flag: "a", mode: 0o600 })),
      Effect.ignore // a full disk must not end the reading of what Postgres says
    )
})
