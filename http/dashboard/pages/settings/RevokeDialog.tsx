import { Dialog } from "../../parts/Dialog.tsx"
import { Failure } from "../../parts/Failure.tsx"

interface Props {
  readonly thing: string
  readonly name: string
  readonly isWorking: boolean
  readonly error: Error | null
  readonly onClose: () => void
  readonly onRevoke: () => void
}

export const RevokeDialog = ({ error, isWorking, name, onClose, onRevoke, thing }: Props) => (
  <Dialog
    danger
    title={`Revoke “${name}”?`}
    confirm="Revoke"
    stay="Keep it"
    working={isWorking}
    onClose={onClose}
    onConfirm={onRevoke}
  >
    <p>Whatever uses this {thing} is shut out within seconds. It cannot be brought back: a new one has a new secret.</p>
    {error === null ? null : <Failure what="It was not revoked" error={error} />}
  </Dialog>
)
