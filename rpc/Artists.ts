import { SqlClient } from "@effect/sql"
import { Context, Effect, Layer } from "effect"
import { ArtistEntity } from "../entities/artist/protocol.ts"
import { ask } from "../entities/Ask.ts"
import type { ArtistId } from "../entities/domain/Ids.ts"
import { platforms } from "../entities/domain/Platform.ts"
import { acting } from "./acting.ts"
import * as ArtistLists from "./ArtistLists.ts"
import { ArtistRpcs } from "./contract/ArtistRpcs.ts"

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const artistOf = yield* ArtistEntity.client
  const listing = Effect.provideService(SqlClient.SqlClient, sql)
  const get = (artistId: ArtistId) => ask(`Artist ${artistId}`, artistOf(artistId).Get())

  return ArtistRpcs.of({
    SearchArtists: (wanted) => listing(ArtistLists.search(wanted)),
    GetArtist: ({ artistId }) => get(artistId),
    GetArtistHistory: ({ artistId, days }) =>
      Effect.zipRight(
        get(artistId),
        Effect.all({ series: ArtistLists.series(artistId, days), shows: ArtistLists.pastShows(artistId) }, {
          concurrency: 2
        })
      ).pipe(listing),
    RegisterArtist: ({ artistId, profile, requestId }) =>
      Effect.flatMap(
        acting("booker", requestId),
        (sent) => ask(`Artist ${artistId}`, artistOf(artistId).Register({ ...sent, profile }))
      ),
    WatchArtist: ({ artistId, requestId, watched }) =>
      Effect.flatMap(
        acting("booker", requestId),
        (sent) => ask(`Artist ${artistId}`, artistOf(artistId).SetWatched({ ...sent, watched }))
      ),
    ScrapeArtist: ({ artistId, requestId }) =>
      Effect.flatMap(
        acting("booker", requestId),
        (sent) => ask(`Artist ${artistId}`, artistOf(artistId).Scrape({ ...sent, platforms }), "90 seconds")
      )
  })
})

/** What can be asked about artists; the RPC and the REST side answer with it. */
export class Artists extends Context.Tag("promoteros/rpc/Artists")<Artists, Effect.Effect.Success<typeof make>>() {
  static readonly layer = Layer.effect(Artists, make)
}
