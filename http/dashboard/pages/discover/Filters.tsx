import { useEffect, useEffectEvent, useState } from "react"
import { useDebounced } from "../../client/useDebounced.ts"
import { reachBands, type useSearch } from "./useSearch.ts"

const orders = [
  ["relevance", "Best match"],
  ["reach", "Largest audience"],
  ["growth", "Fastest growth"],
  ["name", "Name"]
] as const

export const Filters = ({ band, change, clear, genre, isNarrowed, search }: ReturnType<typeof useSearch>) => {
  const [text, setText] = useState(genre)
  const settled = useDebounced(text.trim(), 300)
  const filter = useEffectEvent((wanted: string) => wanted === genre || change("genre", wanted))
  useEffect(() => void filter(settled), [settled])
  return (
    <div className="filters" role="group" aria-label="Filters">
      <div className="field">
        <label htmlFor="order">Order</label>
        <select
          id="order"
          className="input"
          value={search.order}
          onChange={(event) => change("order", event.target.value === "relevance" ? "" : event.target.value)}
        >
          {orders.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
        </select>
      </div>
      <div className="field">
        <label htmlFor="reach">Audience</label>
        <select id="reach" className="input" value={band} onChange={(event) => change("reach", event.target.value)}>
          {reachBands.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
        </select>
      </div>
      <div className="field">
        <label htmlFor="genre">Genre</label>
        <input
          id="genre"
          className="input"
          placeholder="Any"
          maxLength={60}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={search.watchedOnly}
          onChange={(event) => change("watched", event.target.checked ? "1" : "")}
        />
        Watched only
      </label>
      {isNarrowed
        ? (
          <button
            type="button"
            className="button button-quiet"
            onClick={() => {
              setText("")
              clear()
            }}
          >
            Clear all
          </button>
        )
        : null}
    </div>
  )
}
