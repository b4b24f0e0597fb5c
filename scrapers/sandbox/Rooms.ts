import { Schema } from "effect"
import { cityFacts } from "./cityFacts.ts"
import { roomFacts } from "./roomFacts.ts"

/** A room of the starter catalogue. Coordinates are the house's own where known, else its city's. */
export const Room = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  city: Schema.String,
  /** ISO 3166-1 alpha-2 */
  country: Schema.String,
  latitude: Schema.Number,
  longitude: Schema.Number,
  /** IANA */
  timeZone: Schema.String,
  cityPopulation: Schema.optionalWith(Schema.Int, { exact: true }),
  capacity: Schema.Int,
  fictional: Schema.Boolean
})
export type Room = typeof Room.Type

const inCity = (city: keyof typeof cityFacts) => {
  const [name, country, latitude, longitude, timeZone, population]: readonly [
    string,
    string,
    number,
    number,
    string,
    number?
  ] = cityFacts[city]
  return {
    city: name,
    country,
    latitude,
    longitude,
    timeZone,
    ...(population === undefined ? {} : { cityPopulation: population })
  }
}

/** Every real room, and one invented one to try things on (`test-venue`). */
export const rooms: ReadonlyArray<Room> = [
  ...roomFacts.map(([id, name, city, capacity, latitude, longitude]) => ({
    id,
    name,
    ...inCity(city),
    ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }),
    capacity,
    fictional: false
  })),
  { id: "test-venue", name: "Test Venue (fictional)", ...inCity("san-francisco-us"), capacity: 2_000, fictional: true }
]
