import type { Platform } from "../../../entities/domain/Platform.ts"

export const platformNames: Readonly<Record<Platform, string>> = {
  tiktok: "TikTok",
  instagram: "Instagram",
  spotify: "Spotify"
}
