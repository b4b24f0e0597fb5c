import { Schema } from "effect"
import { HoldLoss, type HoldNotice } from "../domain/HoldNotice.ts"
import type { ShowDate } from "../domain/ShowDate.ts"
import type { Standing } from "../domain/Venue.ts"
import type { Booking, DateStanding } from "./state.ts"

/** What the booking knows of its holds: what the venue answered, and what it told later. The newer word counts. */
export const heldDates = (booking: Booking): ReadonlyArray<DateStanding> =>
  booking.dates.filter(({ level }) => level !== null)

/** Held for the first time, it becomes a hold; the date asked for first is the one it wants from now on. */
export const held = (booking: Booking, standings: ReadonlyArray<Standing>): Booking => ({
  ...booking,
  stage: booking.stage === "inquiry" ? "hold" : booking.stage,
  dates: standing(booking.dates, standings),
  terms: booking.terms && { ...booking.terms, date: standings[0]?.date ?? booking.terms.date }
})

export const standing = (
  dates: ReadonlyArray<DateStanding>,
  standings: ReadonlyArray<Standing>
): ReadonlyArray<DateStanding> =>
  newest(
    dates,
    standings.map(({ date, expiresAt, level, revision }) => ({
      date,
      level,
      expiresAtMillis: expiresAt,
      challenge: dates.find((each) => each.date === date)?.challenge ?? null,
      lostBy: null,
      revision
    }))
  )

/** A hold that is gone by its own release leaves an inquiry; one that was taken away is for `due` to judge. */
export const noted = (booking: Booking, notices: ReadonlyArray<HoldNotice>): Booking => {
  const dates = newest(
    booking.dates,
    notices.map(({ cause, challenge, date, expiresAtMillis, level, revision }) => ({
      date,
      level,
      expiresAtMillis,
      challenge,
      lostBy: isLoss(cause) ? cause : null,
      revision
    }))
  )
  const isHeld = dates.some(({ level }) => level !== null)
  const stage = isHeld && booking.stage === "inquiry"
    ? "hold"
    : !isHeld && booking.stage === "hold" && lastLost(dates)?.lostBy === "released"
    ? "inquiry"
    : booking.stage
  return { ...booking, dates, stage }
}

/** The hold that went last. */
export const lastLost = (dates: ReadonlyArray<DateStanding>): DateStanding | undefined =>
  dates.filter(({ lostBy }) => lostBy !== null).toSorted((a, b) => b.revision - a.revision)[0]

export const without = (
  dates: ReadonlyArray<DateStanding>,
  gone: ReadonlyArray<ShowDate>
): ReadonlyArray<DateStanding> => dates.filter(({ date }) => !gone.includes(date))

const isLoss = Schema.is(HoldLoss)

/** Dates that it no longer holds are kept, a few, so that late news of them is known as late. */
const mostKept = 100

const newest = (
  dates: ReadonlyArray<DateStanding>,
  news: ReadonlyArray<DateStanding>
): ReadonlyArray<DateStanding> =>
  news.reduce((dates, one) => {
    const known = dates.find(({ date }) => date === one.date)
    return known !== undefined && known.revision > one.revision
      ? dates
      : [...dates.filter((each) => each !== known), one]
  }, dates).toSorted((a, b) => a.date < b.date ? -1 : 1).slice(-mostKept)
