import { PageHead } from "../../parts/PageHead.tsx"

export const ArtistPage = () => <PageHead title="Artist" />
