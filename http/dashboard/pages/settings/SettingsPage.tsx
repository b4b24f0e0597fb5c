import {
  useApiKeys,
  useCreateApiKey,
  useCreateWebhookSource,
  useRevokeApiKey,
  useRevokeWebhookSource,
  useWebhookSources
} from "../../client/operations.ts"
import { PageHead } from "../../parts/PageHead.tsx"
import { Secrets } from "./Secrets.tsx"

/** Who else may come in: programs with a key, automations with a signature. */
export const SettingsPage = () => (
  <>
    <PageHead title="Settings">
      Keys and signatures for other programs. The REST API is described at <a href="/api/v1/docs">/api/v1/docs</a>.
    </PageHead>
    <ApiKeys />
    <WebhookSources />
  </>
)

const ApiKeys = () => (
  <Secrets
    id="api-keys"
    title="API keys"
    thing="API key"
    lead="A key goes into the header “Authorization: Bearer …” of REST, RPC and WebSocket calls."
    list={useApiKeys()}
    create={useCreateApiKey()}
    revoke={useRevokeApiKey()}
  />
)

const WebhookSources = () => (
  <Secrets
    id="webhook-sources"
    title="Webhook sources"
    thing="webhook source"
    lead="An automation such as n8n signs its commands to POST /webhooks/commands with its source's secret (Standard Webhooks)."
    list={useWebhookSources()}
    create={useCreateWebhookSource()}
    revoke={useRevokeWebhookSource()}
  />
)
