import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from "react"
import { useDebounced } from "../../client/useDebounced.ts"
import { Icon } from "../../parts/Icon.tsx"

/** Searches while one types; the button does it at once. "/" comes here from anywhere on the page. */
export const SearchForm = (
  { onSearch, query }: { readonly query: string; readonly onSearch: (query: string) => void }
) => {
  const [text, setText] = useState(query)
  const settled = useDebounced(text, 250)
  const input = useRef<HTMLInputElement>(null)
  const asked = useRef(query)

  const search = (words: string) => {
    if (words === asked.current) return
    asked.current = words
    onSearch(words)
  }
  const searchSettled = useEffectEvent(search)
  useEffect(() => searchSettled(settled.trim()), [settled])
  useEffect(() => {
    if (query === asked.current) return
    asked.current = query
    setText(query)
  }, [query])
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element &&
        event.target.closest("input, textarea, select, dialog") !== null
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      input.current?.select()
    }
    addEventListener("keydown", focus)
    return () => removeEventListener("keydown", focus)
  }, [])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    search(text.trim())
  }
  return (
    <form className="search-form" role="search" onSubmit={submit}>
      <div className="input-prefix">
        <span>
          <Icon name="search" />
        </span>
        <label className="visually-hidden" htmlFor="artist-search">Artist, genre or city</label>
        <input
          ref={input}
          id="artist-search"
          data-testid="artist-search"
          className="input"
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder="Search an artist"
          aria-keyshortcuts="/"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <button type="submit" className="button button-primary" data-testid="search-button">Search</button>
    </form>
  )
}
