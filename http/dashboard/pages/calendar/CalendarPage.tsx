import { PageHead } from "../../parts/PageHead.tsx"

export const CalendarPage = () => <PageHead title="Calendar" />
