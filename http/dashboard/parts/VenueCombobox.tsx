import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from "react"
import type { VenueSummary } from "../../../rpc/contract/VenueRpcs.ts"
import { useDebounced } from "../client/useDebounced.ts"
import { useVenueSearch } from "../client/venues.ts"
import { whole } from "./format.ts"
import { VenueOptions } from "./VenueOptions.tsx"

interface Props {
  readonly value: VenueSummary | undefined
  readonly onChange: (venue: VenueSummary | undefined) => void
  readonly label?: string
  readonly placeholder?: string
}

const same = (a: string, b: string) => a.toLocaleLowerCase("en") === b.toLocaleLowerCase("en")

/** A venue by name: typed whole it is chosen, typed in part it is offered. */
export const VenueCombobox = ({ label = "Venue", onChange, placeholder = "Name or city", value }: Props) => {
  const id = useId()
  const [typed, setTyped] = useState("")
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const text = value === undefined || same(typed, value.name) ? typed : value.name
  const asked = useDebounced(text.trim(), 150)
  const found = useVenueSearch(asked, isOpen || (value === undefined && asked !== ""))
  const venues = found.data ?? []
  const isFresh = asked === text.trim() && found.data !== undefined && !found.isPlaceholderData
  const isUnknown = value === undefined && text !== "" && isFresh && !isOpen

  const exact = value === undefined && isFresh ? venues.find(({ name }) => same(name, text)) : undefined
  const take = useEffectEvent(onChange)
  useEffect(() => {
    if (exact !== undefined) take(exact)
  }, [exact])

  const choose = (venue: VenueSummary) => {
    setTyped(venue.name)
    setOpen(false)
    onChange(venue)
  }
  const type = (text: string) => {
    setTyped(text)
    setActive(0)
    setOpen(true)
    if (value !== undefined && !same(text, value.name)) onChange(undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = venues[active]
    if (event.key === "Escape") setOpen(false)
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      const step = event.key === "ArrowDown" ? 1 : -1
      if (isOpen) setActive((at) => (at + step + venues.length) % Math.max(1, venues.length))
      else setOpen(true)
    } else if (event.key === "Enter" && isOpen && chosen !== undefined) {
      event.preventDefault()
      choose(chosen)
    }
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="combo">
        <input
          id={id}
          data-testid="venue-select"
          className="input"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={`${id}-options`}
          aria-activedescendant={isOpen && venues.length > 0 ? `${id}-${active}` : undefined}
          aria-invalid={isUnknown}
          aria-describedby={`${id}-hint`}
          value={text}
          onClick={() => setOpen(true)}
          onBlur={() => {
            setOpen(false)
            setTyped(text.trim())
          }}
          onKeyDown={onKeyDown}
          onChange={(event) => type(event.target.value)}
        />
        <VenueOptions
          id={id}
          venues={venues}
          active={active}
          isOpen={isOpen}
          isLooking={found.isFetching || !isFresh}
          onChoose={choose}
        />
      </div>
      <span className={isUnknown ? "hint-bad" : "hint"} id={`${id}-hint`}>
        {isUnknown
          ? "No venue has exactly this name: choose one from the list"
          : value === undefined
          ? ""
          : `${value.city}, ${value.country} · ${whole(value.capacity)} places`}
      </span>
    </div>
  )
}
