import type { About } from "../../../rpc/contract/OperationsRpcs.ts"
import { Explained } from "./Explained.tsx"
import { Icon } from "./Icon.tsx"

/** Who the page acts for. A visitor of this machine is an administrator without signing in, and is told so. */
export const SignedInAs = ({ about, compact = false }: { readonly about: About; readonly compact?: boolean }) => {
  const { name, role } = about.principal
  if (!compact) {
    return (
      <p className="who">
        <Icon name="user" />
        <span>
          <span className="name">{name}</span>
          <br />
          {about.localAdministrator ? "this machine, no sign-in" : role}
        </span>
      </p>
    )
  }
  return about.localAdministrator
    ? (
      <Explained
        className="badge badge-outline"
        testId="local-administrator"
        text={`You came from this machine, so you are signed in as ${name} (${role}) without a password. Visitors from other addresses need an API key.`}
      >
        Local administrator
      </Explained>
    )
    : null
}
