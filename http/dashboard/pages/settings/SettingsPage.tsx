import { PageHead } from "../../parts/PageHead.tsx"

export const SettingsPage = () => <PageHead title="Settings" />
