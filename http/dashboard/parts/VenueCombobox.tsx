import { type KeyboardEvent, useEffect, useId, useState } from "react"
import type { VenueSummary } from "../../../rpc/contract/VenueRpcs.ts"
import { useDebounced } from "../client/useDebounced.ts"
import { useVenueSearch } from "../client/venues.ts"
import { whole } from "./format.ts"

interface Combobox {
  readonly value: VenueSummary | undefined
  readonly onChange: (venue: VenueSummary | undefined) => void
  readonly onPending?: (pending: boolean) => void
  readonly label?: string
  readonly placeholder?: string
}

const same = (a: string, b: string) => a.trim().toLocaleLowerCase("en") === b.trim().toLocaleLowerCase("en")

/** A venue by name: typed whole it is chosen, typed in part it is offered. */
export const VenueCombobox = (
  { label = "Venue", onChange, onPending, placeholder = "Name or city", value }: Combobox
) => {
  const id = useId()
  const [text, setText] = useState(value?.name ?? "")
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const settled = useDebounced(text.trim(), 150)
  const found = useVenueSearch(settled, open || (value === undefined && settled !== ""))
  const venues = found.data ?? []
  const isFresh = settled === text.trim() && !found.isPlaceholderData && found.data !== undefined
  const isPending = value === undefined && text.trim() !== "" && !isFresh && found.error === null
  const isUnknown = value === undefined && text.trim() !== "" && isFresh && !open

  useEffect(() => onPending?.(isPending), [isPending])
  useEffect(() => {
    if (value !== undefined) setText(value.name)
  }, [value?.id])
  useEffect(() => {
    if (value !== undefined || !isFresh) return
    const exact = venues.find(({ name }) => same(name, text))
    if (exact !== undefined) onChange(exact)
  }, [isFresh, text, found.data])

  const choose = (venue: VenueSummary | undefined) => {
    if (venue === undefined) return
    setText(venue.name)
    setOpen(false)
    onChange(venue)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setOpen(false)
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      const step = event.key === "ArrowDown" ? 1 : -1
      if (open) setActive((at) => (at + step + venues.length) % Math.max(1, venues.length))
      else setOpen(true)
    } else if (event.key === "Enter" && open && venues.length > 0) {
      event.preventDefault()
      choose(venues[active])
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
          aria-expanded={open}
          aria-controls={`${id}-options`}
          aria-activedescendant={open && venues.length > 0 ? `${id}-${active}` : undefined}
          aria-invalid={isUnknown}
          aria-describedby={`${id}-hint`}
          value={text}
          onClick={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value)
            setActive(0)
            setOpen(true)
            if (value !== undefined) onChange(undefined)
          }}
        />
        <ul className="options" role="listbox" id={`${id}-options`} aria-label="Venues" hidden={!open}>
          {venues.map((venue, index) => (
            <li
              key={venue.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onMouseDown={(event) => {
                event.preventDefault()
                choose(venue)
              }}
            >
              <span>
                {venue.name}
                <span className="small muted">, {venue.city}</span>
              </span>
              <span className="small muted">{whole(venue.capacity)}</span>
            </li>
          ))}
          {venues.length === 0
            ? <li className="hint" role="presentation">{found.isFetching ? "Looking…" : "No venue fits"}</li>
            : null}
        </ul>
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
