import { Icon } from "./Icon.tsx"
import { type Theme, useTheme } from "./useTheme.ts"

const next: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" }
const icons = { system: "system", light: "sun", dark: "moon" } as const

export const ThemeToggle = () => {
  const [theme, setTheme] = useTheme()
  const label = `Theme: ${theme}. Switch to ${next[theme]}`
  return (
    <button
      type="button"
      className="button button-quiet button-icon"
      data-testid="theme-toggle"
      title={label}
      aria-label={label}
      onClick={() => setTheme(next[theme])}
    >
      <Icon name={icons[theme]} />
    </button>
  )
}
