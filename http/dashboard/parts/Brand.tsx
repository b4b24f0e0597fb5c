import { Link } from "react-router"

export const Brand = () => (
  <Link className="brand" to="/">
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#4b3fd1" />
      <path d="M7 20v-4M12 23V12M17 25V7M22 21v-8M26 18v-2" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
    <span className="brand-name">PromoterOS</span>
  </Link>
)
