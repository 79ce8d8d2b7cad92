import { errorBodySchema, showListSchema, ToteError, toToteError, type ShowList } from '@tote/protocol'
import type { CheckedSource } from './check-source.ts'

export interface Page {
  readonly limit: number
  /** The last show of the page before; null for the first page. */
  readonly after: string | null
  /** These alone; null for all. */
  readonly only: readonly string[] | null
}

/**
 * A page of a tenant's shows. Not by a connection: nobody has asked for a show yet.
 * @throws ToteError the hub's own word, or `hub_unreachable`.
 */
export async function fetchShows(
  { hub, key }: CheckedSource,
  { limit, after, only }: Page,
  signal: AbortSignal,
): Promise<ShowList> {
  const query = new URLSearchParams({ key, limit: `${limit}` })
  if (after !== null) query.set('after', after)
  if (only !== null) query.set('only', only.join(','))
  const response = await fetch(`${hub}/v1/shows?${query}`, { credentials: 'omit', signal }).catch(
    (cause: unknown) => {
      throw unreachable(
        `The hub at ${hub} does not answer. Check the hub attribute (data-hub), and that the page's CSP lists it under connect-src.`,
        cause,
      )
    },
  )
  const answer: unknown = await response.json().catch(() => null)
  const refusal = errorBodySchema.safeParse(answer)
  if (refusal.success) throw toToteError(refusal.data)
  const parsed = showListSchema.safeParse(answer)
  if (!response.ok || !parsed.success)
    throw unreachable(`What answers at ${hub} (status ${response.status}) is not a Tote hub.`, parsed.error)
  return parsed.data
}

function unreachable(message: string, cause: unknown): ToteError {
  return new ToteError('hub_unreachable', message, { cause, details: { field: 'hub' } })
}
