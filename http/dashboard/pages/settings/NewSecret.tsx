import { type FormEvent, useState } from "react"
import { Role } from "../../../../rpc/contract/Access.ts"
import { Failure } from "../../parts/Failure.tsx"

const roles: Readonly<Record<Role, string>> = {
  viewer: "Viewer: reads everything",
  booker: "Booker: also books",
  administrator: "Administrator: also runs the machine"
}

interface Props {
  readonly id: string
  readonly thing: string
  readonly isWorking: boolean
  readonly error: Error | null
  readonly onCreate: (wanted: { readonly name: string; readonly role: Role }, done: () => void) => void
}

export const NewSecret = ({ error, id, isWorking, onCreate, thing }: Props) => {
  const [name, setName] = useState("")
  const [role, setRole] = useState<Role>("viewer")
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== "") onCreate({ name: name.trim(), role }, () => setName(""))
  }
  return (
    <form className="stack-small" onSubmit={submit}>
      <div className="filters">
        <div className="field field-wide">
          <label htmlFor={`${id}-name`}>What it is for</label>
          <input
            id={`${id}-name`}
            className="input"
            required
            maxLength={100}
            placeholder="n8n, booking office"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="field field-wide">
          <label htmlFor={`${id}-role`}>May do</label>
          <select
            id={`${id}-role`}
            className="input"
            value={role}
            onChange={(event) => setRole(Role.literals.find((role) => role === event.target.value) ?? "viewer")}
          >
            {Role.literals.map((role) => <option key={role} value={role}>{roles[role]}</option>)}
          </select>
        </div>
        <button type="submit" className="button button-primary" disabled={isWorking}>
          {isWorking ? <span className="spinner" /> : null}
          Create {thing}
        </button>
      </div>
      {error === null ? null : <Failure what={`The ${thing} was not created`} error={error} />}
    </form>
  )
}
