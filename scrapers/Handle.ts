import { type Either, Schema } from "effect"
import type { Platform } from "../entities/domain/Platform.ts"

const trimmed = (address: RegExp, pattern: RegExp, message: string) =>
  Schema.transform(Schema.String, Schema.String.pipe(Schema.pattern(pattern, { message: () => message })), {
    strict: true,
    decode: (written) => written.trim().replace(address, "").replace(/[/?#].*$/s, "").replace(/^@/, ""),
    encode: (handle) => handle
  })

/** What an account is asked for by: a handle with or without @, or the address of its page. */
const handles = {
  tiktok: trimmed(
    /^https?:\/\/(?:www\.|m\.)?tiktok\.com\//i,
    /^[A-Za-z0-9_][A-Za-z0-9._]{0,29}$/,
    "a TikTok handle is 1-30 letters, digits, _ or ."
  ),
  instagram: trimmed(
    /^https?:\/\/(?:www\.)?instagram\.com\//i,
    /^[A-Za-z0-9_][A-Za-z0-9._]{0,29}$/,
    "an Instagram handle is 1-30 letters, digits, _ or ."
  ),
  spotify: trimmed(
    /^(?:https?:\/\/open\.spotify\.com\/(?:intl-[a-z-]{2,8}\/)?artist\/|spotify:artist:)/i,
    /^[A-Za-z0-9]{22}$/,
    "a Spotify artist is named by an id of 22 letters and digits"
  )
} satisfies Record<Platform, Schema.Schema<string>>

const decoders = {
  tiktok: Schema.decodeEither(handles.tiktok),
  instagram: Schema.decodeEither(handles.instagram),
  spotify: Schema.decodeEither(handles.spotify)
}

export const decode = (platform: Platform, written: string): Either.Either<string, { readonly message: string }> =>
  decoders[platform](written)
