import type { Errand } from "./protocol.ts"
import type { Booking } from "./state.ts"

/** Nothing that matters is underway; a notice to the artist may be overtaken. */
export const isFree = ({ errand }: Booking): boolean => errand === null || errand.kind === "notice"

/** A crash is noticed this long after an errand began; the caller who waits is done long before. */
const errandGraceMillis = 5000

export const errandOf = (
  booking: Booking,
  { actor, atMillis }: { readonly actor: string; readonly atMillis: number },
  kind: Errand["kind"],
  step: Errand["step"],
  more: Partial<Pick<Errand, "dates" | "hadHold" | "override">> = {}
): Errand => ({
  id: `e${booking.errandsStarted + 1}`,
  kind,
  step,
  actor,
  dueAtMillis: atMillis + errandGraceMillis,
  dates: booking.terms === null ? [] : [booking.terms.date],
  hadHold: false,
  override: null,
  ...more
})
