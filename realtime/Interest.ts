import type { FeedChannel, FeedItem } from "../entities/Bus.ts"
import type { Subscribe } from "./Protocol.ts"

/** What one session wants to see. An empty set is no filter. */
export interface Interest {
  readonly channels: ReadonlySet<string>
  readonly artistIds: ReadonlySet<string>
  readonly venueIds: ReadonlySet<string>
  readonly platforms: ReadonlySet<string>
}

export const ofSubscription = ({ channels, filters }: Subscribe): Interest => ({
  channels: new Set(channels),
  artistIds: new Set(filters.artistIds),
  venueIds: new Set(filters.venueIds),
  platforms: new Set(filters.platforms)
})

/** SPEC 3: an artist or venue filter takes only items that name one; a platform filter lets items of no platform pass. */
export const wants = (interest: Interest, item: Omit<FeedItem, "body">): boolean =>
  interest.channels.has(item.channel) &&
  (interest.artistIds.size === 0 || (item.artistId !== undefined && interest.artistIds.has(item.artistId))) &&
  (interest.venueIds.size === 0 || (item.venueId !== undefined && interest.venueIds.has(item.venueId))) &&
  (interest.platforms.size === 0 || item.platform === undefined || interest.platforms.has(item.platform))

/** Finds the sessions that want an item without asking all of them: each is filed under its narrowest filter. */
export interface Index<S> {
  readonly add: (session: S, interest: Interest) => void
  readonly remove: (session: S, interest: Interest) => void
  readonly each: (item: Omit<FeedItem, "body">, visit: (session: S) => void) => void
}

export const makeIndex = <S>(interestOf: (session: S) => Interest | undefined): Index<S> => {
  const drawers = new Map<string, Set<S>>()

  const visitDrawer = (key: string, item: Omit<FeedItem, "body">, visit: (session: S) => void) => {
    const drawer = drawers.get(key)
    if (drawer === undefined) return
    for (const session of drawer) {
      const interest = interestOf(session)
      if (interest !== undefined && wants(interest, item)) visit(session)
    }
  }

  return {
    add: (session, interest) => {
      for (const key of keys(interest)) {
        const drawer = drawers.get(key)
        if (drawer === undefined) drawers.set(key, new Set([session]))
        else drawer.add(session)
      }
    },
    remove: (session, interest) => {
      for (const key of keys(interest)) {
        const drawer = drawers.get(key)
        drawer?.delete(session)
        if (drawer?.size === 0) drawers.delete(key)
      }
    },
    each: (item, visit) => {
      visitDrawer(item.channel, item, visit)
      if (item.artistId !== undefined) visitDrawer(artistKey(item.channel, item.artistId), item, visit)
      if (item.venueId !== undefined) visitDrawer(venueKey(item.channel, item.venueId), item, visit)
    }
  }
}

const artistKey = (channel: FeedChannel | string, id: string) => `${channel}/artist/${id}`
const venueKey = (channel: FeedChannel | string, id: string) => `${channel}/venue/${id}`

const keys = ({ artistIds, channels, venueIds }: Interest): ReadonlyArray<string> =>
  [...channels].flatMap((channel) =>
    artistIds.size > 0
      ? [...artistIds].map((id) => artistKey(channel, id))
      : venueIds.size > 0
      ? [...venueIds].map((id) => venueKey(channel, id))
      : [channel]
  )
