import { Schema } from "effect"
import { Platform } from "../../../../entities/domain/Platform.ts"
import type { FeedEvent } from "../../client/feed/Message.ts"
import { compact, growthOf, percent, shortDay, words } from "../../parts/format.ts"
import { platformNames } from "../../parts/platformNames.ts"

/** One line of the feed, ready to be read. */
export interface Row {
  readonly key: string
  readonly at: number
  readonly kind: "Figure" | "Forecast" | "Booking" | "Hold"
  readonly text: string
  readonly detail: string
  readonly to: string
}

export const rowOf = (event: FeedEvent, at: number): Row => {
  const key = `${event.type} ${event.cursor}`
  switch (event.type) {
    case "metric_update": {
      const { artistId, artistName, change, metric, platform, value } = event.data
      const isShare = metric === "engagementRate"
      return {
        key: `${key} ${platform} ${metric}`,
        at,
        kind: "Figure",
        text: `${artistName ?? artistId}: ${nameOf(platform)} ${words(metric).toLowerCase()} ${
          isShare ? percent(value, 2) : compact(value)
        }`,
        detail: isShare ? growthOf(change, percent(Math.abs(change), 3)) : growthOf(change, compact(Math.abs(change))),
        to: `/artists/${artistId}`
      }
    }
    case "prediction_update": {
      const { artistId, confidence, demand, venueId } = event.data
      return {
        key,
        at,
        kind: "Forecast",
        text: `${artistId} at ${venueId}: demand ${compact(demand)}`,
        detail: `${percent(confidence)} sure`,
        to: `/book/${artistId}?venue=${venueId}`
      }
    }
    case "booking_update": {
      const { artistName, bookingId, date, refusal, state, venueName } = event.data
      return {
        key,
        at,
        kind: "Booking",
        text: `${artistName} at ${venueName}, ${shortDay(date)}`,
        detail: refusal === undefined ? words(state) : `${words(state)}, refused: ${words(refusal).toLowerCase()}`,
        to: `/bookings/${bookingId}`
      }
    }
    case "hold_update": {
      const { date, event: what, venueId, venueName } = event.data
      return {
        key,
        at,
        kind: "Hold",
        text: `${venueName ?? venueId}, ${shortDay(date)}`,
        detail: words(what),
        to: `/calendar?month=${date.slice(0, 7)}`
      }
    }
  }
}

const isPlatform = Schema.is(Platform)

/** A newer server may know platforms that this page does not. */
const nameOf = (platform: string): string => isPlatform(platform) ? platformNames[platform] : words(platform)
