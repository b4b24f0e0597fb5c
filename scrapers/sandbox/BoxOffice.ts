import { Schema } from "effect"
import { Cents } from "../../entities/domain/Money.ts"
import * as ShowDate from "../../entities/domain/ShowDate.ts"
import type { SandboxAct } from "./Acts.ts"
import { cityFacts } from "./cityFacts.ts"
import { between, dice } from "./dice.ts"
import { hearingCities, multiplier } from "./Figures.ts"
import { type Room, rooms } from "./Rooms.ts"

/** One past show of a sandbox act in a room of the catalogue: what comps are made of. Invented like the act. */
export const PastShow = Schema.Struct({
  id: Schema.String,
  artistId: Schema.String,
  date: ShowDate.ShowDate,
  venueId: Schema.String,
  venueName: Schema.String,
  city: Schema.String,
  country: Schema.String,
  capacity: Schema.Int,
  sold: Schema.Int,
  priceCents: Cents,
  grossCents: Cents
})
export type PastShow = typeof PastShow.Type

const cents = Schema.decodeSync(Cents)
const quarter = 91

/** What an act would sell in a city without walls, at a price: less away from home, less for a dearer ticket. */
const demand = (act: SandboxAct, rank: number, dayNumber: number, price: number) => {
  const audience = multiplier(act, dayNumber * 86_400_000) ** 0.6
  const away = 0.82 ** rank
  const dearness = (price / 45) ** -0.5
  return act.draw * audience * away * dearness * between(0.75, 1.3, act.id, "night", dayNumber)
}

const nearest = (city: string, country: string, size: number): Room | undefined =>
  rooms
    .filter((room) => !room.fictional && room.city === city && room.country === country)
    .sort((a, b) => Math.abs(Math.log(a.capacity / size)) - Math.abs(Math.log(b.capacity / size)))[0]

const showOf = (act: SandboxAct, number: number): PastShow | undefined => {
  if (dice(act.id, "plays", number) > 0.5) return undefined
  const drawn = number * quarter + Math.floor(dice(act.id, "day", number) * 80)
  const weekday = ShowDate.dayOfWeek(ShowDate.fromEpochDay(drawn))
  const day = dice(act.id, "weekend", number) < 0.6 ? drawn + ((5 - weekday + 7) % 7) : drawn
  const cities = hearingCities(act)
  const rank = Math.floor(dice(act.id, "where", number) ** 1.5 * cities.length)
  const key = cities[rank]
  if (key === undefined) return undefined
  const [city, country] = cityFacts[key]
  const price = 5 * Math.round(between(22, 70, act.id, "price") / 5)
  const wanted = demand(act, rank, day, price)
  const room = nearest(city, country, wanted)
  if (room === undefined) return undefined
  const sold = Math.max(40, Math.min(room.capacity, Math.round(wanted)))
  return {
    id: `${act.id}-${number}`,
    artistId: act.id,
    date: ShowDate.fromEpochDay(day),
    venueId: room.id,
    venueName: room.name,
    city,
    country,
    capacity: room.capacity,
    sold,
    priceCents: cents(price * 100),
    grossCents: cents(sold * price * 100)
  }
}

/** The shows of an act in the 30 months before a day, oldest first. A later day adds shows and changes none. */
export const boxOffice = (act: SandboxAct, asOf: ShowDate.ShowDate): ReadonlyArray<PastShow> => {
  const today = ShowDate.toEpochDay(asOf)
  const latest = Math.floor(today / quarter)
  return Array.from({ length: 11 }, (_, n) => showOf(act, latest - 10 + n)).filter(
    (show): show is PastShow => show !== undefined && ShowDate.toEpochDay(show.date) < today
  )
}
