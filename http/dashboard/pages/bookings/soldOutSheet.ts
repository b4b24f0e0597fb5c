import { type SheetLine, sheetLines } from "../../../../entities/domain/deal/Sheet.ts"
import type { Show } from "../../../../entities/domain/deal/Show.ts"
import { potential } from "../../../../entities/domain/deal/Waterfall.ts"

/** The way from the gross of a sold-out room to what is left for the promoter, by the deal engine. */
export const soldOutSheet = (show: Show): ReadonlyArray<SheetLine> => sheetLines(potential(show))
