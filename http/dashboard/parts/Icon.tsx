const paths = {
  search: "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm5 12 4.5 4.5",
  bookings: "M5 4h14v16l-3-2-2 2-2-2-2 2-2-2-3 2V4Zm4 5h6m-6 4h6",
  calendar: "M4 6h16v14H4V6Zm0 4h16M8 3v4m8-4v4",
  portfolio: "M4 20V11m5 9V5m5 15v-6m5 6V8M3 20h18",
  history: "M4 12a8 8 0 1 1 2.400 5.700M4 12V7m0 5h5m3-4.500V12l3 2",
  live: "M3 12h4l3-7 4 14 3-7h4",
  operations: "M4 5h16v6H4V5Zm0 8h16v6H4v-6Zm3-5h.01M7 16h.01M11 8h6m-6 8h6",
  settings: "M4 7h10m4 0h2M4 17h2m4 0h10M16 5v4M8 15v4",
  sun:
    "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm0-5v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
  system: "M4 5h16v11H4V5Zm4 15h8m-4-4v4",
  star: "m12 4 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8L12 4Z",
  check: "m5 12.5 4.5 4.5L19 7.5",
  info: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 8v6m0-9.5v.01",
  warning: "M12 4 2.8 19.5h18.4L12 4Zm0 6v4m0 3v.01",
  arrowRight: "M5 12h14m-6-6 6 6-6 6",
  arrowLeft: "M19 12H5m6 6-6-6 6-6",
  left: "m14.5 6-6 6 6 6",
  right: "m9.5 6 6 6-6 6",
  refresh: "M20 5v5h-5M4 19v-5h5m10.5-4A8 8 0 0 0 6 7m-1.5 7A8 8 0 0 0 18 17",
  copy: "M9 9h11v11H9V9Zm-4 6H4V4h11v1",
  user: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm-8 17a8 8 0 0 1 16 0",
  pause: "M9 5v14m6-14v14",
  play: "M8 5v14l11-7L8 5Z",
  close: "m6 6 12 12M18 6 6 18",
  empty: "M4 13h4l2 3h4l2-3h4M4 13l3-8h10l3 8v6H4v-6Z",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1m2 3.700a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1"
} as const

export type IconName = keyof typeof paths

/** Decoration beside a word; where it stands alone its button has the word. */
export const Icon = (
  { filled = false, name, size = 18 }: { readonly name: IconName; readonly size?: number; readonly filled?: boolean }
) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill={filled ? "currentColor" : "none"}
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={paths[name]} />
  </svg>
)
