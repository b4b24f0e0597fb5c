import { useInfiniteQuery } from "@tanstack/react-query"
import type { Schema } from "effect"
import type { ArtistId } from "../../../entities/domain/Ids.ts"
import type { ArtistPage, ArtistSearch } from "../../../rpc/contract/ArtistRpcs.ts"
import { answer } from "./Api.ts"
import { useAnswer } from "./useAnswer.ts"
import { useCommand } from "./useCommand.ts"

export type Search = Omit<Schema.Schema.Type<typeof ArtistSearch>, "cursor" | "limit">

export const useArtistSearch = (search: Search) =>
  useInfiniteQuery<
    typeof ArtistPage.Type,
    Error,
    ReadonlyArray<typeof ArtistPage.Type>,
    ReadonlyArray<unknown>,
    string | null
  >({
    queryKey: ["artists", search],
    queryFn: ({ pageParam, signal }) =>
      answer(
        (api) => api.SearchArtists({ ...search, limit: 24, ...(pageParam === null ? {} : { cursor: pageParam }) }),
        signal
      ),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => pages
  })

export const useArtist = (artistId: ArtistId) => useAnswer(["artist", artistId], (api) => api.GetArtist({ artistId }))

export const useArtistHistory = (artistId: ArtistId, days: number) =>
  useAnswer(["artist", artistId, "history", days], (api) => api.GetArtistHistory({ artistId, days }), {
    keepPrevious: true
  })

export const useWatch = () =>
  useCommand(
    (api, input: { readonly artistId: ArtistId; readonly watched: boolean }, requestId) =>
      api.WatchArtist({ ...input, requestId }),
    { changes: ["artists", "artist"] }
  )

export const useScrape = (onDone: () => void) =>
  useCommand((api, artistId: ArtistId, requestId) => api.ScrapeArtist({ artistId, requestId }), {
    changes: ["artists", "artist"],
    onDone
  })
