import { useQueryClient } from "@tanstack/react-query"
import { useFeed } from "./useFeed.ts"

const bookings = { channels: ["bookings"], filters: { artistIds: [], venueIds: [], platforms: [] } } as const
const touched = ["booking", "bookings", "calendar", "avails"]

/** What other people book shows on this page without a reload. */
export const useFreshBookings = () => {
  const queries = useQueryClient()
  return useFeed(bookings, () => touched.forEach((key) => void queries.invalidateQueries({ queryKey: [key] })))
}
