import { insertOutbox } from '../store/outbox-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import type { Topic } from './webhook.ts'

export interface TopicNews {
  readonly topic: Topic
  /** What it is about, such as a cart's id: news of one key arrive in the order they were written. */
  readonly key: string
  /** What the tenant's backend reads as `data`. Never a secret, never more of a person than the tenant told us. */
  readonly data: Readonly<Record<string, unknown>>
  readonly nowMs: number
}

/** Whether any of its webhooks asks for one of these: what only they hear need not be read else. */
export function isAsked(tenant: Tenant, ...topics: readonly Topic[]): boolean {
  return tenant.webhooks.some((webhook) => topics.some((topic) => webhook.topics.includes(topic)))
}

/**
 * Writes what the tenant's backend is to hear, once for each of its webhooks that asks for this topic; nothing
 * when none does. In the transaction of the effect, under the lock of what the key names: it is told if and
 * only if it happened.
 */
export async function emitTopic(
  db: Db,
  tenant: Tenant,
  { topic, key, data, nowMs }: TopicNews,
): Promise<void> {
  const asking = tenant.webhooks.filter(({ topics }) => topics.includes(topic))
  if (asking.length === 0) return
  const body = JSON.stringify({ type: topic, timestamp: new Date(nowMs).toISOString(), data })
  for (const { id } of asking)
    await insertOutbox(db, { tenantId: tenant.id, topic, key: `${id}/${key}`, body, nowMs })
}
