import { Option, Schema } from "effect"
import { useSearchParams } from "react-router"
import { ArtistOrder } from "../../../../rpc/contract/ArtistRpcs.ts"
import type { Search } from "../../client/artists.ts"

export const reachBands = [
  ["", "Any audience"],
  ["0-50000", "Under 50k"],
  ["50000-250000", "50k to 250k"],
  ["250000-1000000", "250k to 1M"],
  ["1000000-", "Over 1M"]
] as const

const decodeOrder = Schema.decodeUnknownOption(ArtistOrder)

const bandOf = (band: string): { readonly minReach?: number; readonly maxReach?: number } => {
  const match = /^(\d{1,10})-(\d{0,10})$/.exec(band)
  return match === null
    ? {}
    : { minReach: Number(match[1]), ...(match[2] === "" ? {} : { maxReach: Number(match[2]) }) }
}

/** The search as the address bar has it, so that it can be kept, shared and gone back to. */
export const useSearch = () => {
  const [params, setParams] = useSearchParams()
  const band = params.get("reach") ?? ""
  const genre = (params.get("genre") ?? "").slice(0, 60)
  const search: Search = {
    query: (params.get("q") ?? "").slice(0, 200),
    order: Option.getOrElse(decodeOrder(params.get("order")), () => "relevance" as const),
    watchedOnly: params.get("watched") === "1",
    ...(genre === "" ? {} : { genre }),
    ...bandOf(band)
  }
  const change = (name: "q" | "order" | "watched" | "genre" | "reach", value: string) =>
    setParams((before) => {
      const after = new URLSearchParams(before)
      if (value === "") after.delete(name)
      else after.set(name, value)
      return after
    }, { replace: true })
  return { search, band, genre, change, clear: () => setParams({}, { replace: true }), isNarrowed: params.size > 0 }
}
