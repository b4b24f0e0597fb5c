import { Schema } from "effect"

export const Platform = Schema.Literal("tiktok", "instagram", "spotify")
export type Platform = typeof Platform.Type
export const platforms = Platform.literals

/** Where figures come from: the bundled sandbox platforms or the live ones. Shown wherever the figures are shown. */
export const FiguresSource = Schema.Literal("sandbox", "live")
export type FiguresSource = typeof FiguresSource.Type
