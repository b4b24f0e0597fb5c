import { Option, Schema } from "effect"
import { useParams } from "react-router"
import { ArtistId, BookingId } from "../../../entities/domain/Ids.ts"

const artistId = Schema.decodeUnknownOption(ArtistId)
const bookingId = Schema.decodeUnknownOption(BookingId)

/** The id in the address, where it is one. */
export const useArtistId = (): ArtistId | undefined => Option.getOrUndefined(artistId(useParams()["artistId"]))

export const useBookingId = (): BookingId | undefined => Option.getOrUndefined(bookingId(useParams()["bookingId"]))
