import { useInfiniteQuery } from "@tanstack/react-query"
import { Effect } from "effect"
import type { BookingStatus, BookingView } from "../../../entities/domain/Booking.ts"
import type { ArtistId, BookingId } from "../../../entities/domain/Ids.ts"
import type { ShowDate } from "../../../entities/domain/ShowDate.ts"
import type { BookingPage, NewBooking } from "../../../rpc/contract/BookingRpcs.ts"
import { answer } from "./Api.ts"
import { useAnswer } from "./useAnswer.ts"
import { useCommand } from "./useCommand.ts"

export interface BookingFilter {
  readonly status?: BookingStatus
  readonly artistId?: ArtistId
  readonly from?: ShowDate
  readonly to?: ShowDate
}

export const useBookings = (filter: BookingFilter) =>
  useInfiniteQuery<
    typeof BookingPage.Type,
    Error,
    ReadonlyArray<typeof BookingPage.Type>,
    ReadonlyArray<unknown>,
    string | null
  >({
    queryKey: ["bookings", filter],
    queryFn: ({ pageParam, signal }) =>
      answer(
        (api) => api.ListBookings({ ...filter, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) }),
        signal
      ),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => pages
  })

/** Looked at every half second as long as something that it asked of others is not finished. */
export const useBooking = (bookingId: BookingId) =>
  useAnswer(["booking", bookingId], (api) => api.GetBooking({ bookingId }), {
    every: (booking) => booking?.underway === null || booking === undefined ? false : 500
  })

export const useActivity = (bookingId: BookingId) =>
  useAnswer(["booking", bookingId, "activity"], (api) => api.GetBookingActivity({ bookingId }))

const changes = ["booking", "bookings", "calendar", "avails", "artist"]

export const useBookNow = (onDone: (view: BookingView) => void) =>
  useCommand((api, booking: NewBooking, requestId) => api.BookNow({ requestId, booking }), { changes, onDone })

/** Opens a booking and asks for its hold: one key for both, so that a repeated attempt opens no second one. */
export const useHoldDate = (onDone: (view: BookingView) => void) =>
  useCommand(
    (api, booking: NewBooking, requestId) =>
      api.OpenBooking({ requestId, booking }).pipe(
        Effect.flatMap(({ id }) => api.HoldBooking({ requestId, bookingId: id }))
      ),
    { changes, onDone }
  )

export const useHold = (bookingId: BookingId) =>
  useCommand((api, _: "hold", requestId) => api.HoldBooking({ requestId, bookingId }), { changes })

export const useConfirm = (bookingId: BookingId) =>
  useCommand((api, _: "confirm", requestId) => api.ConfirmBooking({ requestId, bookingId }), { changes })

export const useCancel = (bookingId: BookingId, onDone: () => void) =>
  useCommand((api, reason: string, requestId) => api.CancelBooking({ requestId, bookingId, reason }), {
    changes,
    onDone
  })
