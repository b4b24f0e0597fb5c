import { useState } from "react"
import type { ApiKeySummary, CreatedSecret } from "../../../../rpc/contract/OperationsRpcs.ts"
import type { useCreateApiKey, useRevokeApiKey } from "../../client/operations.ts"
import { Answer } from "../../parts/Answer.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { NewSecret } from "./NewSecret.tsx"
import { RevokeDialog } from "./RevokeDialog.tsx"
import { SecretOnce } from "./SecretOnce.tsx"
import { SecretTable } from "./SecretTable.tsx"

type Summary = typeof ApiKeySummary.Type

interface Props {
  readonly id: string
  readonly title: string
  readonly thing: string
  readonly lead: string
  readonly list: {
    readonly data: ReadonlyArray<Summary> | undefined
    readonly error: Error | null
    readonly refetch: () => unknown
  }
  readonly create: ReturnType<typeof useCreateApiKey>
  readonly revoke: ReturnType<typeof useRevokeApiKey>
}

/** One kind of secret: made, shown once, listed, taken back. */
export const Secrets = ({ create, id, lead, list, revoke, thing, title }: Props) => {
  const [made, setMade] = useState<typeof CreatedSecret.Type | undefined>(undefined)
  const [revoking, setRevoking] = useState<Summary | undefined>(undefined)
  return (
    <section className="card" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p className="small muted">{lead}</p>
      </div>
      <NewSecret
        id={id}
        thing={thing}
        isWorking={create.isPending}
        error={create.error}
        onCreate={(wanted, done) =>
          create.mutate(wanted, {
            onSuccess: (secret) => {
              setMade(secret)
              done()
            }
          })}
      />
      {made === undefined ? null : <SecretOnce thing={thing} secret={made.secret} onDone={() => setMade(undefined)} />}
      <Answer of={list} what={`The ${title} could not be read`} loading={<Skeleton height={44} count={2} />}>
        {(secrets) => <SecretTable thing={thing} secrets={secrets} onRevoke={setRevoking} />}
      </Answer>
      {revoking === undefined ? null : (
        <RevokeDialog
          thing={thing}
          name={revoking.name}
          isWorking={revoke.isPending}
          error={revoke.error}
          onClose={() => {
            revoke.reset()
            setRevoking(undefined)
          }}
          onRevoke={() => revoke.mutate(revoking.id, { onSuccess: () => setRevoking(undefined) })}
        />
      )}
    </section>
  )
}
