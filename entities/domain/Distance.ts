export interface Place {
  readonly latitude: number
  readonly longitude: number
}

/** IUGG mean radius */
const earthKm = 6371.0088

/** Great-circle distance in kilometres (haversine). */
export const kilometres = (a: Place, b: Place): number => {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const chord = half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude)
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(chord)))
}
