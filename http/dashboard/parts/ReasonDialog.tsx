import { useState } from "react"
import { Dialog } from "./Dialog.tsx"
import { Failure } from "./Failure.tsx"

interface Props {
  readonly title: string
  readonly explanation: string
  readonly confirm: string
  readonly error: Error | null
  readonly working: boolean
  readonly onClose: () => void
  readonly onConfirm: (reason: string) => void
}

/** Something that cannot be taken back and stays in the history with its reason. */
export const ReasonDialog = ({ confirm, error, explanation, onClose, onConfirm, title, working }: Props) => {
  const [reason, setReason] = useState("")
  return (
    <Dialog
      danger
      title={title}
      confirm={confirm}
      working={working}
      onClose={onClose}
      onConfirm={() => reason.trim() !== "" && onConfirm(reason.trim())}
    >
      <p>{explanation}</p>
      <div className="field">
        <label htmlFor="reason">Reason, kept in the history</label>
        <textarea
          id="reason"
          className="input"
          rows={3}
          maxLength={500}
          required
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      {error === null ? null : <Failure what="That was not done" error={error} />}
    </Dialog>
  )
}
