import { Context, Layer } from "effect"
import type { FiguresSource } from "../entities/domain/Platform.ts"

/** Where the platforms are. Nothing that a handle or a page says can lead anywhere else. */
export class PlatformAddresses extends Context.Tag("promoteros/scrapers/PlatformAddresses")<PlatformAddresses, {
  readonly source: FiguresSource
  /** addresses without a slash at the end */
  readonly tiktok: string
  readonly instagram: string
  readonly instagramApi: string
  readonly spotify: string
  readonly spotifyApi: string
  readonly spotifyAccounts: string
  /** hosts that requests and browser pages may reach; `*.` stands for every subdomain */
  readonly hosts: ReadonlyArray<string>
}>() {
  static readonly layerLive = Layer.succeed(PlatformAddresses, {
    source: "live",
    tiktok: "https://www.tiktok.com",
    instagram: "https://www.instagram.com",
    instagramApi: "https://i.instagram.com",
    spotify: "https://open.spotify.com",
    spotifyApi: "https://api.spotify.com",
    spotifyAccounts: "https://accounts.spotify.com",
    hosts: [
      "*.tiktok.com",
      "*.tiktokcdn.com",
      "*.tiktokcdn-us.com",
      "*.tiktokcdn-eu.com",
      "*.ttwstatic.com",
      "*.tiktokv.com",
      "*.instagram.com",
      "*.cdninstagram.com",
      "*.fbcdn.net",
      "*.spotify.com",
      "*.spotifycdn.com",
      "*.scdn.co"
    ]
  })
}

/** Whether a request may go to an address: one of the hosts, by http or https, without user name or foreign port. */
export const reaches = (
  { hosts, source }: { readonly hosts: ReadonlyArray<string>; readonly source: FiguresSource },
  address: URL
): boolean => {
  const { hostname, password, port, protocol, username } = address
  if (username !== "" || password !== "") return false
  if (source === "live" && (protocol !== "https:" || port !== "")) return false
  if (protocol !== "https:" && protocol !== "http:") return false
  return hosts.some((host) =>
    host.startsWith("*.") ? hostname === host.slice(2) || hostname.endsWith(host.slice(1)) : hostname === host
  )
}
