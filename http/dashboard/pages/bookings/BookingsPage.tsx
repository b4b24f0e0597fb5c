import { PageHead } from "../../parts/PageHead.tsx"

export const BookingsPage = () => <PageHead title="Bookings" />
