import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react"

/** A question before something that cannot be undone. Escape and the quiet button leave everything as it is. */
export const Dialog = (
  { children, confirm, danger = false, onClose, onConfirm, title, working = false, stay = "Keep as it is" }: {
    readonly title: string
    readonly confirm: string
    readonly stay?: string
    readonly danger?: boolean
    readonly working?: boolean
    readonly onConfirm: () => void
    readonly onClose: () => void
    readonly children: ReactNode
  }
) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onConfirm()
  }
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <form onSubmit={submit}>
        <h2 id={id}>{title}</h2>
        {children}
        <div className="dialog-actions">
          <button type="button" className="button button-quiet" onClick={onClose}>{stay}</button>
          <button
            type="submit"
            className={danger ? "button button-danger" : "button button-primary"}
            disabled={working}
          >
            {working ? <span className="spinner" /> : null}
            {confirm}
          </button>
        </div>
      </form>
    </dialog>
  )
}
