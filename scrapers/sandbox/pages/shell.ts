/** JSON as it may stand inside a script element. */
export const inScript = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c")

/** 2187 as "2,187", 46383825 as "46.3m": rounded down, as share descriptions have it. */
export const short = (value: number): string =>
  value < 10_000
    ? value.toLocaleString("en-US")
    : value < 1_000_000
    ? `${Math.floor(value / 100) / 10}K`
    : `${Math.floor(value / 100_000) / 10}M`

const page = (head: string, body: string) =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`

export const loginPage = page("<title>Log in</title>", "<form action=\"/login\"><input name=\"username\"></form>")

export const captchaPage = page("<title>Security Check</title>", "<div id=\"captcha_container\"></div>")

export const wafPage = page(
  "<script id=\"slardar-config\" type=\"application/json\">{\"slardarClient\":\"SlardarWAF\",\"bid\":\"slardar_us_waf\"}</script>",
  "Please wait..."
)

export const consentPage = page("<title>Before you continue</title>", "<form action=\"/consent\"></form>")

export const emptyShell = page("<title>Loading</title><script>window.gfdata = {}</script>", "<div id=\"root\"></div>")

/** A page that keeps its tab busy for ever. */
export const endlessPage = page("<title>Loading</title>", "<div id=\"root\"></div><script>for (;;) {}</script>")
