import { Schema } from "effect"
import { count, flag, id, lenient, list, text } from "../reported.ts"

/** The Web API's artist. Since 2026 it comes without followers, popularity and genres. */
export const ApiArtist = Schema.Struct({
  type: Schema.Literal("artist"),
  id: Schema.NonEmptyString,
  name: Schema.NonEmptyString,
  followers: lenient(Schema.Struct({ total: count })),
  popularity: count,
  genres: list(Schema.NonEmptyString)
})

export const ApiTrack = Schema.Struct({
  id: Schema.NonEmptyString,
  name: text,
  artists: list(Schema.Struct({ id: Schema.NonEmptyString, name: Schema.NonEmptyString })),
  album: lenient(Schema.Struct({ release_date: text }))
})
export type ApiTrack = typeof ApiTrack.Type

export const ApiAnswer = Schema.Struct({
  type: text,
  error: lenient(Schema.Union(Schema.NonEmptyString, Schema.Struct({ status: lenient(Schema.Int), message: text }))),
  error_description: text,
  artists: lenient(Schema.Union(Schema.Array(Schema.Unknown), Schema.Struct({ items: Schema.Array(Schema.Unknown) }))),
  tracks: list(ApiTrack)
})

export const Token = Schema.Struct({
  access_token: Schema.NonEmptyString,
  /** seconds */
  expires_in: Schema.Positive
})

/** `artistUnion` of the pathfinder API, and the artist entity in a page's initial state. */
export const PageArtist = Schema.Struct({
  id,
  uri: Schema.String.pipe(Schema.pattern(/^spotify:artist:[A-Za-z0-9]{22}$/)),
  profile: Schema.Struct({ name: Schema.NonEmptyString, verified: flag }),
  stats: Schema.Struct({
    followers: count,
    monthlyListeners: count,
    topCities: lenient(
      Schema.Struct({
        items: list(
          Schema.Struct({ city: Schema.NonEmptyString, country: text, numberOfListeners: Schema.NonNegativeInt })
        )
      })
    )
  }),
  onPlatformReputationTrait: lenient(
    Schema.Struct({ verification: lenient(Schema.Struct({ isVerified: flag })) })
  ),
  discography: lenient(
    Schema.Struct({
      topTracks: lenient(
        Schema.Struct({
          items: list(
            Schema.Struct({
              track: Schema.Struct({ id: Schema.NonEmptyString, uri: text, name: text, playcount: count })
            })
          )
        })
      )
    })
  )
})

/** `monthly_listeners` of the older hm:// and artist-view answers. */
export const OldPageArtist = Schema.Struct({
  info: Schema.Struct({ uri: Schema.String, name: Schema.NonEmptyString, verified: flag }),
  monthly_listeners: lenient(Schema.Struct({ listener_count: count })),
  insights: lenient(
    Schema.Struct({
      monthly_listeners: count,
      follower_count: count,
      cities: list(Schema.Struct({ city: Schema.NonEmptyString, country: text, listeners: Schema.NonNegativeInt }))
    })
  )
})
