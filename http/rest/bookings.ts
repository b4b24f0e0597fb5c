import { Effect } from "effect"
import { Bookings } from "../../rpc/Bookings.ts"
import { BookingRpcs } from "../../rpc/contract/BookingRpcs.ts"
import { DealRpcs } from "../../rpc/contract/DealRpcs.ts"
import { deals } from "../../rpc/Deals.ts"
import { endpoint, get, post, rpcOf } from "./Endpoint.ts"

/** A show's life, from opening to settlement. */
export const bookings = Effect.map(Bookings, (answer) => [
  endpoint(
    rpcOf(BookingRpcs, "OpenBooking"),
    { ...post("/bookings", "Opens a booking"), bodyField: "booking", status: 201 },
    answer.OpenBooking
  ),
  endpoint(
    rpcOf(BookingRpcs, "BookNow"),
    {
      ...post("/bookings/book-now", "Opens, holds and confirms in one go: from a prediction to a booked show"),
      bodyField: "booking",
      status: 201
    },
    answer.BookNow
  ),
  endpoint(rpcOf(BookingRpcs, "ListBookings"), get("/bookings", "Bookings, newest change first"), answer.ListBookings),
  endpoint(rpcOf(BookingRpcs, "GetBooking"), get("/bookings/:bookingId", "One booking"), answer.GetBooking),
  endpoint(
    rpcOf(BookingRpcs, "GetBookingActivity"),
    get("/bookings/:bookingId/activity", "All that happened to a booking, and whether its history is whole"),
    answer.GetBookingActivity
  ),
  endpoint(
    rpcOf(BookingRpcs, "HoldBooking"),
    post("/bookings/:bookingId/hold", "Takes the next free hold level of its date"),
    answer.HoldBooking
  ),
  endpoint(
    rpcOf(BookingRpcs, "ConfirmBooking"),
    post("/bookings/:bookingId/confirm", "Takes the date for good"),
    answer.ConfirmBooking
  ),
  endpoint(
    rpcOf(BookingRpcs, "PostponeBooking"),
    post("/bookings/:bookingId/postpone", "Another date for a confirmed show, or none for now"),
    answer.PostponeBooking
  ),
  endpoint(
    rpcOf(BookingRpcs, "CancelBooking"),
    post("/bookings/:bookingId/cancel", "Cancels a booking and gives its date back"),
    answer.CancelBooking
  ),
  endpoint(
    rpcOf(BookingRpcs, "LoseBooking"),
    post("/bookings/:bookingId/lose", "It comes to nothing before it was confirmed; what it holds is given back"),
    answer.LoseBooking
  ),
  endpoint(
    rpcOf(DealRpcs, "RecomputeDeal"),
    post("/deals/recompute", "What a show would pay whom, as it is edited: every money line, walkout, breakeven"),
    deals.RecomputeDeal
  )
])
