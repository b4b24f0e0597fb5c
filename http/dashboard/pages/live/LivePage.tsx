import { PageHead } from "../../parts/PageHead.tsx"

export const LivePage = () => <PageHead title="Live" />
