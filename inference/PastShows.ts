import { Schema } from "effect"
import * as ShowDate from "../entities/domain/ShowDate.ts"
import { type Family, familyOf } from "./Genres.ts"

const known = Schema.optionalWith(Schema.Number, { exact: true })
const named = Schema.optionalWith(Schema.String, { exact: true })

/** One show that was played, with what it sold. Capacity is what the promoter opened, sold and capacity are per night. */
export const PastShow = Schema.Struct({
  id: Schema.String,
  act: Schema.String,
  artistId: named,
  venue: Schema.String,
  venueId: named,
  city: Schema.String,
  country: Schema.String,
  latitude: known,
  longitude: known,
  capacity: Schema.Int.pipe(Schema.greaterThan(0)),
  sold: Schema.NonNegativeInt,
  grossCents: known,
  priceCents: known,
  /** the last night, which is when the result can be known */
  date: ShowDate.ShowDate,
  genre: named,
  source: Schema.Literal("sandbox", "import", "settled")
})
export type PastShow = typeof PastShow.Type

/** A past show with what every question asks of it worked out once. */
export interface Indexed {
  readonly show: PastShow
  readonly day: number
  /** sold / capacity, at most 1 */
  readonly fill: number
  readonly lnSold: number
  readonly lnCapacity: number
  /** ln of cents per ticket, NaN where neither price nor gross is known */
  readonly lnPrice: number
  readonly family: Family
  /** folded names, for comparison */
  readonly act: string
  readonly venue: string
  readonly city: string
  readonly country: string
  readonly title: string
  readonly outcome: string
}

/** Shows of one key in order of date with running sums, so that "up to that day" is a binary search. */
export interface Ledger {
  readonly shows: ReadonlyArray<Indexed>
  /** `sums[i]`: over the first i shows */
  readonly fills: Float64Array
  readonly soldOut: Float64Array
  /** of ln sold */
  readonly draws: Float64Array
  /** of ln capacity, and the greatest so far */
  readonly capacities: Float64Array
  readonly mostCapacity: Float64Array
  /** of ln price, and how many prices are known */
  readonly prices: Float64Array
  readonly priced: Float64Array
}

/** How many shows of a ledger were played on or before `day`. */
export const countUpTo = (ledger: Ledger, day: number): number => {
  let low = 0
  let high = ledger.shows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ledger.shows[middle]?.day ?? Infinity) <= day) low = middle + 1
    else high = middle
  }
  return low
}

/** An immutable index over past shows: by act, venue, city, country, genre family, size class, and all of them. */
export class PastShows {
  readonly all: Ledger
  private readonly ledgers: ReadonlyMap<string, Ledger>
  private readonly acts = new Map<string, Ledger>()

  constructor(shows: ReadonlyArray<PastShow>) {
    const indexed = shows.map(index).sort((a, b) => a.day - b.day)
    const grouped = new Map<string, Array<Indexed>>()
    for (const each of indexed) {
      for (const key of keysOf(each)) {
        const group = grouped.get(key)
        if (group === undefined) grouped.set(key, [each])
        else group.push(each)
      }
    }
    this.all = ledger(indexed)
    this.ledgers = new Map(Array.from(grouped, ([key, group]) => [key, ledger(group)]))
    for (const each of indexed) this.acts.set(each.act, this.get(`act:${each.act}`))
  }

  get size(): number {
    return this.all.shows.length
  }

  /** By the product's own id where history carries it, else by name; a joint bill (`A / B`) by its best known half. */
  act(artistId: string, name: string): Ledger {
    const own = this.ledgers.get(`artist:${artistId}`) ?? this.ledgers.get(`act:${fold(name)}`)
    if (own !== undefined) return own
    const halves = halvesOf(name).map((half) => this.get(`act:${fold(half)}`))
    return halves.reduce((best, half) => half.shows.length > best.shows.length ? half : best, empty)
  }

  /** The shows of a past show's act. */
  actOf(past: Indexed): Ledger {
    return this.acts.get(past.act) ?? empty
  }

  venue(venueId: string, name: string, city: string): Ledger {
    return this.ledgers.get(`venueId:${venueId}`) ?? this.get(`venue:${fold(name)}|${fold(city)}`)
  }

  city(city: string, country: string): Ledger {
    return this.get(`city:${fold(city)}|${countryOf(country)}`)
  }

  country(country: string): Ledger {
    return this.get(`country:${countryOf(country)}`)
  }

  family(family: Family): Ledger {
    return this.get(`family:${family}`)
  }

  /** The shows of a family in rooms of a size. */
  familyOfSize(family: Family, lnCapacity: number): Ledger {
    return this.get(`family:${family}|size:${sizeClassOf(lnCapacity)}`)
  }

  sizeClass(lnCapacity: number): Ledger {
    return this.get(`size:${sizeClassOf(lnCapacity)}`)
  }

  private get(key: string): Ledger {
    return this.ledgers.get(key) ?? empty
  }
}

/** Half-octave classes of capacity. */
export const sizeClassOf = (lnCapacity: number): number => Math.floor(lnCapacity / (Math.LN2 / 2))

/** Lower case without accents and punctuation: how names from different sources are compared. */
export const fold = (text: string): string => {
  const known = folded.get(text)
  if (known !== undefined) return known
  const result = text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "").replace(/&/g, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim()
  if (folded.size >= mostFolded) folded.clear()
  folded.set(text, result)
  return result
}

const folded = new Map<string, string>()
const mostFolded = 20_000

/** ISO codes and common names to one spelling. */
export const countryOf = (country: string): string => countries[fold(country)] ?? fold(country)

const countries: Readonly<Record<string, string>> = {
  us: "united states",
  usa: "united states",
  "united states of america": "united states",
  uk: "united kingdom",
  gb: "united kingdom",
  england: "united kingdom",
  scotland: "united kingdom",
  wales: "united kingdom",
  "northern ireland": "united kingdom",
  ca: "canada",
  de: "germany",
  fr: "france",
  it: "italy",
  es: "spain",
  nl: "netherlands",
  be: "belgium",
  ch: "switzerland",
  at: "austria",
  se: "sweden",
  no: "norway",
  dk: "denmark",
  fi: "finland",
  ie: "ireland",
  pt: "portugal",
  pl: "poland",
  mx: "mexico",
  br: "brazil",
  ar: "argentina",
  cl: "chile",
  co: "colombia",
  au: "australia",
  nz: "new zealand",
  jp: "japan",
  kr: "south korea",
  "republic of korea": "south korea"
}

const halvesOf = (act: string): ReadonlyArray<string> => act.includes(" / ") ? act.split(" / ") : []

const keysOf = (each: Indexed): ReadonlyArray<string> => {
  const show = each.show
  const keys = [
    `act:${each.act}`,
    ...halvesOf(show.act).map((half) => `act:${fold(half)}`),
    `venue:${each.venue}|${each.city}`,
    `city:${each.city}|${each.country}`,
    `country:${each.country}`,
    `family:${each.family}`,
    `family:${each.family}|size:${sizeClassOf(each.lnCapacity)}`,
    `size:${sizeClassOf(each.lnCapacity)}`
  ]
  if (show.artistId !== undefined) keys.push(`artist:${show.artistId}`)
  if (show.venueId !== undefined) keys.push(`venueId:${show.venueId}`)
  return keys
}

const index = (show: PastShow): Indexed => {
  const cents = show.sold > 0 && show.grossCents !== undefined ? show.grossCents / show.sold : show.priceCents
  return {
    show,
    day: ShowDate.toEpochDay(show.date),
    fill: Math.min(1, show.sold / show.capacity),
    lnSold: Math.log(Math.max(1, show.sold)),
    lnCapacity: Math.log(show.capacity),
    lnPrice: cents !== undefined && cents > 0 ? Math.log(cents) : Number.NaN,
    family: familyOf(show.genre === undefined ? [] : [show.genre], show.act),
    act: fold(show.act),
    venue: fold(show.venue),
    city: fold(show.city),
    country: countryOf(show.country),
    title: `${show.act}, ${show.venue}, ${show.city}, ${show.date}`,
    outcome: outcomeOf(show)
  }
}

const outcomeOf = (show: PastShow): string => {
  const share = Math.round(100 * show.sold / show.capacity)
  const gross = show.grossCents === undefined ? "" : `, gross ${Math.round(show.grossCents / 100)}`
  return `${show.sold} of ${show.capacity} sold (${share} %)${gross}`
}

const ledger = (shows: ReadonlyArray<Indexed>): Ledger => {
  const sums = (of: (each: Indexed) => number) => {
    const result = new Float64Array(shows.length + 1)
    shows.forEach((each, i) => {
      result[i + 1] = (result[i] ?? 0) + of(each)
    })
    return result
  }
  const mostCapacity = new Float64Array(shows.length + 1)
  shows.forEach((each, i) => {
    mostCapacity[i + 1] = Math.max(mostCapacity[i] ?? 0, each.lnCapacity)
  })
  return {
    shows,
    fills: sums(({ fill }) => fill),
    soldOut: sums(({ fill }) => fill >= 0.999 ? 1 : 0),
    draws: sums(({ lnSold }) => lnSold),
    capacities: sums(({ lnCapacity }) => lnCapacity),
    mostCapacity,
    prices: sums(({ lnPrice }) => Number.isNaN(lnPrice) ? 0 : lnPrice),
    priced: sums(({ lnPrice }) => Number.isNaN(lnPrice) ? 0 : 1)
  }
}

const empty = ledger([])
