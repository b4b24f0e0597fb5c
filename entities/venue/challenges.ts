import { Either } from "effect"
import * as refusals from "../domain/VenueRefusals.ts"
import { dateState } from "./dates.ts"
import { type Answer, type Decide, decide, type Held, identify, released } from "./decide.ts"
import type { VenueEvent } from "./events.ts"
import { ask, challengeEnded, only } from "./queue.ts"

/** Asks those above, first to last, to confirm or let go: for a lower hold that is ready to commit. */
export const challenge = (
  args: Held
): Decide<
  refusals.VenueNotRegistered | refusals.HoldNotFound | refusals.ChallengePointless | refusals.ChallengeAlreadyOpen
> =>
  decide(
    args.at,
    (venue): Answer<refusals.HoldNotFound | refusals.ChallengePointless | refusals.ChallengeAlreadyOpen> => {
      const { challenge, holds } = dateState(venue, args)
      const [first] = holds
      const hold = holds.find((hold) => hold.bookingId === args.bookingId)
      if (challenge?.challenger === args.bookingId) return Either.right([])
      if (!hold || !first) return Either.left(new refusals.HoldNotFound(identify(venue, args)))
      if (challenge) {
        return Either.left(
          new refusals.ChallengeAlreadyOpen({ venueId: venue.venueId, ...only(args), answerBy: challenge.answerBy })
        )
      }
      if (hold.level === 1) return Either.left(new refusals.ChallengePointless(identify(venue, args)))
      const opened: VenueEvent = { _tag: "ChallengeOpened", ...only(args), bookingId: args.bookingId, at: args.at }
      return Either.right([opened, ...ask(args, args.bookingId, first, args.at)(venue)])
    }
  )

/** The one asked lets the date go. (To confirm is to `book`.) */
export const giveUp = (args: Held): Decide<refusals.VenueNotRegistered | refusals.ChallengeNotYours> =>
  decide(args.at, (venue) => {
    const { challenge } = dateState(venue, args)
    return challenge?.asked === args.bookingId && challenge.challenger !== args.bookingId
      ? Either.right(released(args, args.bookingId, "challengeGivenUp", args.at)(venue))
      : Either.left(new refusals.ChallengeNotYours(identify(venue, args)))
  })

/** The challenger thinks better of it; it keeps its hold, those who let go stay gone. */
export const withdrawChallenge = (args: Held): Decide<refusals.VenueNotRegistered> =>
  decide(args.at, (venue) => {
    const { challenge } = dateState(venue, args)
    return Either.right(
      challenge?.challenger === args.bookingId
        ? [challengeEnded(args, args.bookingId, "withdrawn", args.at)]
        : []
    )
  })
