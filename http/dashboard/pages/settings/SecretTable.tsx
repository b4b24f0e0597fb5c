import type { ApiKeySummary } from "../../../../rpc/contract/OperationsRpcs.ts"
import { Empty } from "../../parts/Empty.tsx"
import { instant, words } from "../../parts/format.ts"

type Summary = typeof ApiKeySummary.Type

interface Props {
  readonly thing: string
  readonly secrets: ReadonlyArray<Summary>
  readonly onRevoke: (secret: Summary) => void
}

export const SecretTable = ({ onRevoke, secrets, thing }: Props) =>
  secrets.length === 0
    ? (
      <Empty title={`No ${thing} yet`}>
        <p>Programs on other machines need one to come in.</p>
      </Empty>
    )
    : (
      <div className="table-wrap">
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">For</th>
              <th scope="col">Role</th>
              <th scope="col">Created</th>
              <th scope="col">Last used</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {secrets.map((secret) => (
              <tr key={secret.id}>
                <th scope="row">
                  {secret.name}
                  <div className="small muted mono">{secret.id}</div>
                </th>
                <td data-label="Role">{words(secret.role)}</td>
                <td data-label="Created">{instant(secret.createdAt)}</td>
                <td data-label="Last used">{secret.lastUsedAt === null ? "never" : instant(secret.lastUsedAt)}</td>
                <td className="actions">
                  {secret.revokedAt === null
                    ? (
                      <button
                        type="button"
                        className="button button-small button-danger"
                        aria-label={`Revoke ${secret.name}`}
                        onClick={() => onRevoke(secret)}
                      >
                        Revoke
                      </button>
                    )
                    : <span className="badge badge-outline">Revoked {instant(secret.revokedAt)}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )
