import * as ShowDate from "../../../entities/domain/ShowDate.ts"

const locale = "en-US"
const wholeFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const compactFormat = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 })
const exactFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 })
const moneyFormat = new Intl.NumberFormat(locale, { style: "currency", currency: "USD" })
const roundMoneyFormat = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", maximumFractionDigits: 0 })
const compactMoneyFormat = new Intl.NumberFormat(locale, {
  style: "currency",
  currency: "USD",
  notation: "compact",
  maximumFractionDigits: 1
})
const dayFormat = new Intl.DateTimeFormat(locale, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC"
})
const shortDayFormat = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" })
const monthFormat = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" })
const instantFormat = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" })
const clockFormat = new Intl.DateTimeFormat(locale, { timeStyle: "medium", hour12: false })
const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" })

export const whole = (value: number): string => wholeFormat.format(value)
export const compact = (value: number): string => compactFormat.format(value)
export const exact = (value: number): string => exactFormat.format(value)
/** An amount in currency units. */
export const money = (units: number): string => moneyFormat.format(units)
export const roundMoney = (units: number): string => roundMoneyFormat.format(units)
export const compactMoney = (units: number): string => compactMoneyFormat.format(units)
export const cents = (amount: number): string => moneyFormat.format(amount / 100)

/** A share, 0-1. */
export const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)}%`

/** ln(now / then) as the change it stands for. */
export const growth = (logGrowth: number): string => {
  const share = Math.expm1(logGrowth)
  const figure = `${Math.abs(share * 100).toFixed(1)}%`
  return Math.abs(share) < 0.0005 ? "±0.0%" : share > 0 ? `▲ ${figure}` : `▼ ${figure}`
}

export const day = (date: string): string => dayFormat.format(Date.parse(date))
export const shortDay = (date: string): string => shortDayFormat.format(Date.parse(date))
export const month = (date: string): string => monthFormat.format(Date.parse(date))
export const instant = (at: number | string): string => instantFormat.format(new Date(at))
export const clock = (at: number | string): string => clockFormat.format(new Date(at))

const units = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000], ["second", 1000]] as const

/** "5 min. ago", "in 2 hr." */
export const relative = (at: number, now: number): string => {
  if (!Number.isFinite(at)) return "at an unknown time"
  const difference = at - now
  const [unit, size] = units.find(([, size]) => Math.abs(difference) >= size) ?? ["second", 1000]
  return relativeFormat.format(Math.round(difference / size), unit)
}

/** The visitor's own calendar day. */
export const today = (): ShowDate.ShowDate =>
  ShowDate.ofInstant(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone)

export const bytes = (size: number): string => `${whole(size / 1_048_576)} MB`

/** "inSettlement" as "In settlement". */
export const words = (name: string): string => {
  const spaced = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll(/[_-]/g, " ").toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** A change with its direction, by sign and not by colour. */
export const growthOf = (change: number, amount: string): string =>
  change === 0 ? "first seen" : change > 0 ? `▲ ${amount}` : `▼ ${amount}`
