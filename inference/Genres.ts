/** Genre families: wide enough to be learned, plain enough to be read on a chart. `unknown` is a family of its own. */
export const families = [
  "k-pop",
  "comedy",
  "holiday",
  "stage",
  "classical",
  "christian",
  "country",
  "regional mexican",
  "latin",
  "hip-hop",
  "r&b",
  "electronic",
  "metal",
  "punk",
  "jazz",
  "folk",
  "indie",
  "rock",
  "pop",
  "spoken",
  "world",
  "unknown"
] as const

export type Family = (typeof families)[number]

/** First match wins: the narrow words stand before the wide ones. */
const words: ReadonlyArray<readonly [Family, RegExp]> = [
  ["k-pop", /k-?pop|k-?rap|korean|asian pop|j-?pop|mandopop|cantopop|c-?pop/],
  ["comedy", /comed|stand-?up|humou?r/],
  ["holiday", /christmas|holiday|nutcracker|halloween/],
  ["stage", /musical|broadway|show tunes|ballet|circus|theat|magic|burlesque|ice show|family|wrestl|sport|dance show/],
  ["classical", /classical|orchestr|opera|symphon|choral|chamber|soundtrack|score|piano/],
  ["christian", /christian|gospel|worship|ccm/],
  ["regional mexican", /mariachi|norte|banda|corrido|sierre|grupera|regional mex|ranchera|tejano|mexic/],
  [
    "latin",
    /latin|reggaeton|bachata|salsa|cumbia|merengue|urbano|trap argentino|bolero|sertanejo|mpb|samba|pagode|vallenato|spanish|flamenco|ballad/
  ],
  ["country", /country|americana|bluegrass|red dirt|honky/],
  ["hip-hop", /hip[- ]?hop|rap|trap|drill|grime/],
  ["r&b", /r&b|soul|funk|motown|doo-wop|disco|neo soul/],
  ["electronic", /edm|electro|house|techno|trance|dubstep|bass|drum and|dj|ambient|synth/],
  ["metal", /metal|hardcore|core\b|djent/],
  ["punk", /punk|emo|ska/],
  ["jazz", /jazz|blues|swing|big band|crooner|adult standards|lounge/],
  ["folk", /folk|singer-songwriter|celtic|acoustic|bhajan/],
  ["indie", /indie|alternative|shoegaze|dream pop|new wave|modern rock|post-/],
  ["rock", /rock|grunge|psych|jam band|britpop/],
  ["pop", /pop|boy band|girl group|idol/],
  ["spoken", /podcast|spoken|talk|lecture|poetry/],
  ["world", /world|afro|reggae|dancehall|soca|kompa|bollywood|indian|filmi|desi|arab|chanson|schlager|turk/]
]

/** The family of an act, from its genres in order, else from words in its name; `unknown` when neither tells. */
export const familyOf = (genres: ReadonlyArray<string>, name: string): Family => {
  for (const genre of genres) {
    const family = lookUp(genre)
    if (family !== "unknown") return family
  }
  return lookUp(name, nameWords)
}

const nameWords = new Set<Family>(["holiday", "stage", "classical", "comedy"])
const seen = new Map<string, Family>()
const mostSeen = 10_000

const lookUp = (text: string, only?: ReadonlySet<Family>): Family => {
  const key = only === undefined ? text : `name:${text}`
  const known = seen.get(key)
  if (known !== undefined) return known
  const lower = text.toLowerCase()
  const found = words.find(([family, pattern]) => (only === undefined || only.has(family)) && pattern.test(lower))
  const family = found === undefined ? "unknown" : found[0]
  if (seen.size >= mostSeen) seen.clear()
  seen.set(key, family)
  return family
}
