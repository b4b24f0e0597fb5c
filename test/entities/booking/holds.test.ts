import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Fiber, Schedule } from "effect"
import { ask } from "../../../entities/Ask.ts"
import { BookingEntity } from "../../../entities/booking/protocol.ts"
import type { BookingView } from "../../../entities/domain/Booking.ts"
import { BookingId, StageId } from "../../../entities/domain/Ids.ts"
import { make as day } from "../../../entities/domain/ShowDate.ts"
import { VenueEntity } from "../../../entities/venue/protocol.ts"
import * as Cluster from "../../support/Cluster.ts"
import * as Database from "../../support/Database.ts"
import { confirm, get, held, key, opened, registerVenue, venueId } from "./show.ts"

const friday = day("2027-03-05")
const saturday = day("2027-03-06")
const slot = (id: string) => ({ stageId: StageId.make("main"), date: friday, bookingId: BookingId.make(id) })

const booking = (id: string) => Effect.map(BookingEntity.client, (bookingOf) => bookingOf(id))
const hold = (id: string, dates = [friday], requestId = `hold-${id}`) =>
  Effect.flatMap(booking(id), (booking) => ask(id, booking.Hold({ ...key(requestId), dates }), "10 seconds"))
const postpone = (id: string, more: { readonly date?: typeof friday; readonly waiver?: string }, nth = 1) =>
  Effect.flatMap(
    booking(id),
    (booking) =>
      ask(id, booking.Postpone({ ...key(`postpone-${id}-${nth}`), reason: "the act is ill", ...more }), "10 seconds")
  )
const venue = Effect.map(VenueEntity.client, (venueOf) => venueOf(venueId))

const until = (id: string, isSo: (view: BookingView) => boolean) =>
  get(id).pipe(
    Effect.filterOrFail(isSo),
    Effect.retry(Schedule.spaced("50 millis").pipe(Schedule.upTo("12 seconds")))
  )
const levels = ({ holds }: BookingView) => holds.map(({ date, level }) => `${date} ${level}`)

describe("the holds of a booking", () => {
  it.scopedLive(
    "are moved up, lost and told of by their venue, and the booking ends with its last one",
    () =>
      Effect.gen(function*() {
        const url = yield* Database.fresh
        yield* Effect.gen(function*() {
          yield* registerVenue
          for (const id of ["bk-1", "bk-2", "bk-3"]) yield* Effect.zipRight(opened(id), hold(id, [friday, saturday]))
          yield* Effect.flatMap(
            venue,
            (venue) => ask("venue", venue.ReleaseHold({ ...key("release"), ...slot("bk-1") }))
          )
          assert.deepStrictEqual(
            levels(
              yield* until("bk-3", ({ holdLevel }) => holdLevel === 2)
            ),
            ["2027-03-05 2", "2027-03-06 3"]
          )
          assert.deepStrictEqual(levels(yield* until("bk-1", ({ holds }) => holds.length === 1)), ["2027-03-06 1"])
          yield* confirm("bk-2")
          assert.deepStrictEqual(
            levels(yield* until("bk-3", ({ holds }) => holds.length === 1 && holds[0]?.level === 2)),
            ["2027-03-06 2"],
            "the date went to another, and the show that took it let its other date go"
          )
          yield* confirm("bk-1").pipe(Effect.flip)
          yield* Effect.zipRight(hold("bk-1", [saturday], "only-saturday"), confirm("bk-1", "on-saturday"))
          const gone = yield* until("bk-3", ({ stage }) => stage !== "hold")
          assert.deepStrictEqual([gone.stage, gone.endReason], [
            "lost",
            "its hold on 2027-03-06 went when another show was confirmed"
          ])
        }).pipe(Effect.provide(Cluster.layer(url)))
      }),
    30_000
  )

  it.scopedLive("are told of after a crash of whoever was to tell or to hear", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.gen(function*() {
        yield* registerVenue
        for (const id of ["bk-1", "bk-2"]) yield* Effect.zipRight(opened(id), hold(id))
      }).pipe(Effect.provide(Cluster.layer(url)))
      const hears = {
        when: "before",
        strikes: ({ stream }: { readonly stream: string }) => stream === "booking/bk-2"
      } as const
      yield* Effect.gen(function*() {
        yield* Effect.fork(Effect.either(confirm("bk-1")))
        yield* Effect.sleep("1500 millis")
      }).pipe(Effect.provide(Cluster.layer(url, { kill: hears })))
      const gone = yield* until("bk-2", ({ stage }) => stage === "lost").pipe(Effect.provide(Cluster.layer(url)))
      assert.deepStrictEqual(gone.holds, [])
    }), 30_000)

  it.scopedLive("placed with the venue itself reach the booking by its notice, an older one changes nothing", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.gen(function*() {
        yield* registerVenue
        yield* opened("bk-1")
        const notice = (revision: number, level: number | null) => ({
          ...slot("bk-1"),
          cause: level === null ? "expired" as const : "placed" as const,
          level,
          expiresAtMillis: level === null ? null : 1,
          challenge: null,
          revision
        })
        const note = (id: string, notices: ReadonlyArray<ReturnType<typeof notice>>) =>
          Effect.flatMap(booking("bk-1"), (booking) => ask("note", booking.NoteHolds({ ...key(id), venueId, notices })))
        yield* note("one", [notice(5, 2)])
        assert.deepStrictEqual(levels(yield* get("bk-1")), ["2027-03-05 2"])
        yield* note("two", [notice(4, null)])
        assert.strictEqual((yield* get("bk-1")).stage, "hold")
        yield* note("three", [notice(6, null)])
        const ended = yield* get("bk-1")
        assert.deepStrictEqual([ended.stage, ended.endReason], ["expired", "its hold on 2027-03-05 expired"])
      }).pipe(Effect.provide(Cluster.layer(url)))
    }))
})

describe("a confirmed show that is postponed", () => {
  it.scopedLive(
    "owns its new date and no longer the old one; without a new date it owns none for now",
    () =>
      Effect.gen(function*() {
        const url = yield* Database.fresh
        yield* Effect.gen(function*() {
          yield* registerVenue
          yield* Effect.zipRight(opened("bk-1"), confirm("bk-1"))
          const moved = yield* postpone("bk-1", { date: saturday })
          assert.deepStrictEqual([moved.stage, moved.terms.date], ["confirmed", saturday])
          yield* Effect.zipRight(opened("bk-2"), confirm("bk-2"))
          const taken = yield* Effect.flip(postpone("bk-1", { date: friday }, 2))
          assert.strictEqual(taken._tag, "DateTaken")
          assert.strictEqual((yield* get("bk-1")).terms.date, saturday)
          const off = yield* postpone("bk-1", {}, 3)
          assert.deepStrictEqual([off.stage, off.status], ["postponed", "confirmed"])
          const owners = (yield* held).dates.flatMap(({ booked, date }) =>
            booked ? [`${date} ${booked.bookingId}`] : []
          )
          assert.deepStrictEqual(owners, ["2027-03-05 bk-2"])
          const back = yield* postpone("bk-1", { date: saturday }, 4)
          assert.deepStrictEqual([back.stage, back.terms.date], ["confirmed", saturday])
        }).pipe(Effect.provide(Cluster.layer(url)))
      }),
    30_000
  )
})

describe("thirty-two promoters at once on one date", () => {
  it.scopedLive(
    "never get the same level, a second show, or a confirmation from behind (I1, I2, I11)",
    () =>
      Effect.gen(function*() {
        const url = yield* Database.fresh
        yield* Effect.gen(function*() {
          yield* registerVenue
          const ids = Array.makeBy(32, (n) => `bk-${n}`)
          yield* Effect.forEach(ids, (id) => opened(id), { concurrency: 32 })
          const levelsSeen = yield* Effect.forEach(Array.range(1, 20), () =>
            Effect.delay(
              Effect.map(
                held,
                ({ dates }) => dates.map(({ booked, holds }) => ({ booked, levels: holds.map(({ level }) => level) }))
              ),
              "20 millis"
            )).pipe(Effect.fork)
          const ends = yield* Effect.forEach(ids, (id, nth) =>
            Effect.gen(function*() {
              yield* Effect.either(hold(id))
              const sent = { ...key(`${id}-act`), ...slot(id) }
              const at = yield* venue
              if (nth % 4 === 1) {
                yield* Effect.either(ask("challenge", at.Challenge(sent)))
              }
              if (nth % 4 === 2) yield* Effect.either(ask("release", at.ReleaseHold(sent)))
              return yield* Effect.either(confirm(id))
            }), { concurrency: 32 })
          const won = ends.filter(({ _tag }) => _tag === "Right")
          assert.strictEqual(won.length, 1)
          for (const seen of (yield* Fiber.join(levelsSeen)).flat()) {
            assert.deepStrictEqual(seen.levels, seen.levels.map((_, index) => index + 1), "distinct and dense")
            assert.isTrue(seen.booked === undefined || seen.levels.length === 0)
          }
          const { dates } = yield* held
          assert.strictEqual(dates.flatMap(({ booked }) => booked ?? []).length, 1)
          assert.deepStrictEqual(dates.flatMap(({ holds }) => holds), [])
        }).pipe(Effect.provide(Cluster.layer(url)))
      }),
    60_000
  )
})
