import type { Arm, Shadow } from "../InferencePool.ts"

/**
 * Which model answers an artist while a shadow is tried: always the same one, and with a greater share the shadow keeps the
 * artists that it has. Another shadow draws other artists.
 */
export const armOf = (artistId: string, shadow: Shadow | undefined): Arm =>
  shadow !== undefined && placeOf(`${shadow.bundle.manifest.version} ${artistId}`) < shadow.share
    ? "shadow"
    : "champion"

/** A text's place on [0, 1): FNV-1a, its bits mixed so that texts that differ at the end lie far apart. */
export const placeOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296
}
