import { Schema } from "effect"
import { cityFacts } from "./cityFacts.ts"
import { between, dice, pick } from "./dice.ts"

/** Which way an act's figures go: see `multiplier` in Figures.ts. */
export const Trend = Schema.Literal("stagnant", "steady", "rising", "spiking", "fading")
export type Trend = typeof Trend.Type

const handle = Schema.optionalWith(Schema.String, { exact: true })

/** An invented act of the sandbox platforms. Names and handles say that it is invented. */
export const SandboxAct = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  /** an act need not be on every platform; a Spotify handle is the artist's 22-letter id */
  handles: Schema.Struct({ tiktok: handle, instagram: handle, spotify: handle }),
  genres: Schema.Array(Schema.String),
  home: Schema.Struct({
    city: Schema.String,
    country: Schema.String,
    latitude: Schema.Number,
    longitude: Schema.Number
  }),
  trend: Trend,
  /** tickets that it would sell at home, at the end of 2026 */
  draw: Schema.Number
})
export type SandboxAct = typeof SandboxAct.Type

export type CityKey = keyof typeof cityFacts

const adjectives = [
  "Fictional",
  "Imaginary",
  "Hypothetical",
  "Pretend",
  "Placeholder",
  "Simulated",
  "Invented",
  "Notional",
  "Mock",
  "Sample",
  "Synthetic",
  "Theoretical",
  "Dummy",
  "Example",
  "Fabricated",
  "Supposed",
  "Unreal",
  "Stand-In",
  "Made-Up",
  "Sandbox"
] as const
const nouns = [
  "Otters",
  "Harbours",
  "Magnolias",
  "Comets",
  "Choir",
  "Orchard",
  "Satellites",
  "Foxes",
  "Parade",
  "Tigers",
  "Avenue",
  "Kites",
  "Ballroom",
  "Static",
  "Lighthouse"
] as const
const genres: readonly [ReadonlyArray<string>, ...ReadonlyArray<ReadonlyArray<string>>] = [
  ["indie rock", "alternative rock"],
  ["indie pop", "bedroom pop"],
  ["hip hop", "rap"],
  ["country", "americana"],
  ["electronic", "house"],
  ["r&b", "neo soul"],
  ["metal", "metalcore"],
  ["latin pop", "reggaeton"],
  ["folk", "singer-songwriter"],
  ["punk", "pop punk"],
  ["k-pop"],
  ["jazz", "funk"]
]
const trends = ["stagnant", "steady", "steady", "rising", "spiking", "fading"] as const

const isCity = (key: string): key is CityKey => key in cityFacts
const isLarge = (key: CityKey) => (cityFacts[key][5] ?? 0) > 350_000

/** Cities that acts come from and are heard in, all with a room of the catalogue. */
export const largeCities: ReadonlyArray<CityKey> = Object.keys(cityFacts).filter(isCity).filter(isLarge)

const cityOf = (id: string): CityKey => largeCities[Math.floor(dice(id, "home") * largeCities.length)] ?? "london-gb"

const slug = (name: string, separator: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, separator)

/** `sbx`, the name, and a number, 22 letters and digits together, as a Spotify id has. */
const spotifyId = (name: string, index: number) =>
  `sbx${name.replace(/[^A-Za-z0-9]/g, "")}`.slice(0, 19).padEnd(19, "0") + String(index).padStart(3, "0")

const act = (
  name: string,
  index: number,
  known: Partial<Pick<SandboxAct, "id" | "trend" | "draw" | "genres">> & { readonly city?: CityKey } = {}
): SandboxAct => {
  const id = known.id ?? slug(name, "-")
  const everywhere = known.id !== undefined
  const social = `sbx_${slug(name, "_")}`
  const [city, country, latitude, longitude] = cityFacts[known.city ?? cityOf(id)]
  return {
    id,
    name,
    handles: {
      ...(everywhere || dice(id, "on tiktok") > 0.06 ? { tiktok: social } : {}),
      ...(everywhere || dice(id, "on instagram") > 0.04 ? { instagram: social } : {}),
      spotify: spotifyId(name, index)
    },
    genres: known.genres ?? pick(genres, id, "genre"),
    home: { city, country, latitude, longitude },
    trend: known.trend ?? pick(trends, id, "trend"),
    draw: known.draw ?? Math.round(between(350, 6_500, id, "draw"))
  }
}

/** The 302 acts of the sandbox, always the same ones in the same order. */
export const acts: ReadonlyArray<SandboxAct> = [
  act("Rising Star", 1, {
    id: "rising-star",
    city: "san-francisco-us",
    trend: "rising",
    draw: 1_900,
    genres: ["indie pop", "alternative rock"]
  }),
  act("Loadtest Lanterns", 2, {
    id: "test-artist",
    city: "san-francisco-us",
    trend: "steady",
    draw: 1_800,
    genres: ["indie rock", "alternative rock"]
  }),
  ...nouns.flatMap((noun, n) =>
    adjectives.map((adjective, a) => act(`${adjective} ${noun}`, 3 + n * adjectives.length + a))
  )
]
