import { PageHead } from "../../parts/PageHead.tsx"

export const OperationsPage = () => <PageHead title="Operations" />
