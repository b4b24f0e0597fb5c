import { Link } from "react-router"
import { PageHead } from "../parts/PageHead.tsx"

export const NotFoundPage = () => (
  <>
    <PageHead title="There is no such page">The address may be old or mistyped.</PageHead>
    <div className="row">
      <Link className="button button-primary" to="/">Find an act</Link>
      <Link className="button" to="/bookings">See the bookings</Link>
    </div>
  </>
)
