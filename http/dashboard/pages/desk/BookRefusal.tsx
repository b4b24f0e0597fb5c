import type { ShowDate } from "../../../../entities/domain/ShowDate.ts"
import { DateTaken, HoldNotFirst, HoldQueueFull } from "../../../../entities/domain/VenueRefusals.ts"
import { Failure } from "../../parts/Failure.tsx"
import { day } from "../../parts/format.ts"
import { Notice } from "../../parts/Notice.tsx"
import { NextDates } from "./NextDates.tsx"

interface Props {
  readonly error: Error
  readonly onRetry: () => void
  readonly onDate: (date: ShowDate) => void
}

/** Why there is no booking, and the dates that could have one. */
export const BookRefusal = ({ error, onDate, onRetry }: Props) =>
  error instanceof DateTaken || error instanceof HoldQueueFull || error instanceof HoldNotFirst
    ? (
      <Notice tone="bad" alert testId="booking-refused">
        <p className="strong">{day(error.date)} is not available</p>
        <p>{reasonOf(error)} Nothing was booked.</p>
        <NextDates avails={error.next} onDate={onDate} />
      </Notice>
    )
    : <Failure what="Nothing was booked" error={error} onRetry={onRetry} />

const reasonOf = (error: DateTaken | HoldQueueFull | HoldNotFirst): string => {
  switch (error._tag) {
    case "DateTaken":
      return "Another show has this stage on that date."
    case "HoldQueueFull":
      return `All ${error.maxLevel} hold levels of that date are given.`
    case "HoldNotFirst":
      return `Others hold that date before you: this would be hold ${error.level}. Hold it, or take another date.`
  }
}
