import type { ArtistId } from "../../../entities/domain/Ids.ts"
import { useWatch } from "../client/artists.ts"
import { Icon } from "./Icon.tsx"

interface Watched {
  readonly artistId: ArtistId
  readonly name: string
  readonly watched: boolean
  readonly labelled?: boolean
}

/** Watched artists are looked at more often. */
export const WatchButton = ({ artistId, labelled = false, name, watched }: Watched) => {
  const watch = useWatch()
  const shown = watch.isPending ? watch.variables.watched : watched
  return (
    <button
      type="button"
      className={labelled ? "button" : "button button-small button-quiet"}
      aria-pressed={shown}
      aria-label={`Watch ${name}`}
      title={watch.error?.message ??
        (shown ? "Watched: looked at more often" : "Watch: look at this artist more often")}
      disabled={watch.isPending}
      onClick={() => watch.mutate({ artistId, watched: !watched })}
    >
      <Icon name="star" filled={shown} />
      {labelled ? (shown ? "Watched" : "Watch") : null}
    </button>
  )
}
