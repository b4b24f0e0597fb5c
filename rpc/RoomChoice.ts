import type { ArtistView } from "../entities/domain/Artist.ts"
import { kilometres } from "../entities/domain/Distance.ts"
import type { VenueSummary } from "./contract/VenueRpcs.ts"

/** A room this far away counts as much against it as one of 2.7 times the wanted size. */
const farKm = 1_500

/**
 * Rooms for an act, best guess first: of a size near what it may sell, in a city that hears it most or not far from home.
 * Where nobody knows its home or its cities, size alone decides.
 */
export const byFit = (
  rooms: ReadonlyArray<VenueSummary>,
  artist: Pick<ArtistView, "home" | "platforms">,
  wantedSize: number
): ReadonlyArray<VenueSummary> => {
  const hearing = new Set(artist.platforms["spotify"]?.topCities?.slice(0, 5).map(({ city }) => city.toLowerCase()))
  const misfit = (room: VenueSummary): number =>
    Math.abs(Math.log(room.capacity / Math.max(1, wantedSize))) +
    (hearing.has(room.city.toLowerCase()) ? 0 : remoteness(room, artist.home))
  const scored = rooms.map((room) => ({ room, misfit: misfit(room) }))
  return scored.toSorted((a, b) => a.misfit - b.misfit).map(({ room }) => room)
}

const remoteness = (room: VenueSummary, home: ArtistView["home"]): number =>
  home?.latitude === undefined || home.longitude === undefined || room.latitude === null || room.longitude === null
    ? 0
    : kilometres({ latitude: home.latitude, longitude: home.longitude }, {
      latitude: room.latitude,
      longitude: room.longitude
    }) / farKm
