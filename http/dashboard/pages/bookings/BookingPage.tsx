import { PageHead } from "../../parts/PageHead.tsx"

export const BookingPage = () => <PageHead title="Booking" />
