import { useEffect, useState } from "react"

export type Theme = "system" | "light" | "dark"

const key = "promoteros.theme"

const stored = (): Theme => {
  const theme = localStorage.getItem(key)
  return theme === "light" || theme === "dark" ? theme : "system"
}

const show = (theme: Theme): void => {
  if (theme === "system") document.documentElement.removeAttribute("data-theme")
  else document.documentElement.dataset["theme"] = theme
}

/** Before anything is drawn, so that nobody sees the other theme flash by. */
export const showStoredTheme = (): void => show(stored())

export const useTheme = (): readonly [Theme, (theme: Theme) => void] => {
  const [theme, setTheme] = useState(stored)
  useEffect(() => {
    show(theme)
    if (theme === "system") localStorage.removeItem(key)
    else localStorage.setItem(key, theme)
  }, [theme])
  return [theme, setTheme]
}
