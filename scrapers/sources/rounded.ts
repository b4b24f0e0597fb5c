/** What a scale word multiplies by, in the languages that share pages are written in. */
const scales: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(?:crore|cr(?![a-z])|करोड़|천만)/iu, 1e7],
  [/^(?:k(?!\p{L})|tsd|tis|tys|mil(?!l|j|y|i)|тыс|тис|хил|rb|ribu|χιλ|천|千|พัน|हज़ार)/iu, 1e3],
  [/^(?:万|萬|만|หมื่น)/u, 1e4],
  [/^(?:lakh|lac|लाख|แสน)/iu, 1e5],
  [/^(?:mrd|md(?!a)|mld|miljard|млрд|bn|b(?![a-z])|bio)/iu, 1e9],
  [/^(?:m(?![a-z])|mio|mln|mn|mill|milj|million|milh|mi(?![a-z])|jt|juta|млн|εκ|ล้าน|tr(?![a-z]))/iu, 1e6],
  [/^(?:億|亿|억)/u, 1e8]
]

const token = /(\d(?:[\d.,'’ \u00a0\u202f٫٬]*\d)?)[ \u00a0\u202f]?(\p{L}*)/gu

/**
 * The counts of a sentence in the order they stand in: "46.3m Followers, 50 Following" gives 46300000 and 50, "1,2 Mio."
 * gives 1200000, "4,638万人" 46380000. A figure that cannot be read is undefined in its place.
 */
export const countsIn = (sentence: string): ReadonlyArray<number | undefined> =>
  Array.from(latinDigits(sentence).matchAll(token), (match) => worth(match[1] ?? "", scaleOf(match[2] ?? "")))

const latinDigits = (sentence: string) =>
  sentence.replace(/[٠-٩۰-۹०-९]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    return String(code >= 0x966 ? code - 0x966 : code >= 0x6f0 ? code - 0x6f0 : code - 0x660)
  })

const scaleOf = (word: string) => scales.find(([pattern]) => pattern.test(word))?.[1] ?? 1

const worth = (written: string, scale: number): number | undefined => {
  const parts = written.split(/[.,'’ \u00a0\u202f٫٬]/u)
  const last = parts.at(-1) ?? ""
  const grouped = parts.length === 1 || parts.slice(1).every((part) => part.length === 3)
  if (scale === 1) return grouped ? safe(Number(parts.join(""))) : undefined
  if (parts.length === 1 || (grouped && scale === 1e4)) return safe(Number(parts.join("")) * scale)
  return safe(Number(`${parts.slice(0, -1).join("")}.${last}`) * scale)
}

const safe = (value: number) => (Number.isFinite(value) && value <= 1e13 ? Math.round(value) : undefined)
