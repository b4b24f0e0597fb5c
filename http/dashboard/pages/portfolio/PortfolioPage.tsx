import { Schema } from "effect"
import { useState } from "react"
import type { BookingId } from "../../../../entities/domain/Ids.ts"
import * as ShowDate from "../../../../entities/domain/ShowDate.ts"
import { SeasonQuestion } from "../../../../rpc/contract/SeasonRpcs.ts"
import { useSeason } from "../../client/deals.ts"
import { Answer } from "../../parts/Answer.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { today, whole } from "../../parts/format.ts"
import { Notice } from "../../parts/Notice.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { Segments } from "../../parts/Segments.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { TextField } from "../../parts/TextField.tsx"
import { SeasonFigures } from "./SeasonFigures.tsx"
import { SeasonShows } from "./SeasonShows.tsx"

const isDate = Schema.is(ShowDate.ShowDate)
const decode = Schema.decodeSync(SeasonQuestion)
const levels = [[0.8, "−20 %"], [1, "As forecast"], [1.2, "+20 %"]] as const

/** The risk of a season's shows together, as booked and as it might be. */
export const PortfolioPage = () => {
  const [from, setFrom] = useState<string>(today())
  const [to, setTo] = useState<string>(ShowDate.addDays(today(), 365))
  const [counting, setCounting] = useState<"confirmed" | "all">("all")
  const [demandLevel, setDemandLevel] = useState<0.8 | 1 | 1.2>(1)
  const [without, setWithout] = useState<ReadonlyArray<BookingId>>([])
  const isSpan = isDate(from) && isDate(to) && from <= to
  return (
    <>
      <PageHead title="Portfolio">
        What the season's shows may bring together, and what one of them adds to it.
      </PageHead>
      <div className="filters">
        <TextField label="From" type="date" value={from} onChange={setFrom} />
        <TextField label="To" type="date" value={to} onChange={setTo} />
        <Segments
          label="Which shows"
          value={counting}
          options={[["all", "All shows"], ["confirmed", "Confirmed only"]]}
          onChange={setCounting}
        />
        <Segments label="Demand" value={demandLevel} options={levels} onChange={setDemandLevel} />
      </div>
      {isSpan
        ? (
          <OfSeason
            question={decode({ from, to, counting, demandLevel, without })}
            without={without}
            onWithout={setWithout}
          />
        )
        : (
          <Notice tone="warn">
            <p>A season ends after it begins.</p>
          </Notice>
        )}
    </>
  )
}

interface Props {
  readonly question: SeasonQuestion
  readonly without: ReadonlyArray<BookingId>
  readonly onWithout: (without: ReadonlyArray<BookingId>) => void
}

const OfSeason = ({ onWithout, question, without }: Props) => {
  const assessed = useSeason(question)
  return (
    <Answer
      of={assessed}
      what="The season could not be judged"
      loading={<Skeleton height={140} count={3} what="Drawing the season's shows together" />}
    >
      {({ before, leftOut, season }) =>
        season.shows === 0 && without.length === 0
          ? (
            <Empty title="No show in this span">
              <p>Book or hold a show, or choose a longer span.</p>
            </Empty>
          )
          : (
            <>
              {leftOut.length === 0 ? null : (
                <Notice tone="warn">
                  <p>{whole(leftOut.length)} bookings could not be forecast: {leftOut[0]?.reason}</p>
                </Notice>
              )}
              <SeasonFigures season={season} before={before} />
              <SeasonShows season={season} before={before} without={without} onWithout={onWithout} />
            </>
          )}
    </Answer>
  )
}
