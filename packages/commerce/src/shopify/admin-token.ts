import * as z from 'zod'
import { askShop, type Fetch } from '../ask-shop.ts'
import { ShopError } from '../shop-error.ts'
import { platform } from './platform.ts'
import type { ShopifyShop } from './shopify-shop.ts'

export interface AdminToken {
  /** @throws ShopError */
  get(signal: AbortSignal): Promise<string>
  /** What was refused is not used again. */
  forget(token: string): void
}

/** A token is bought anew before it ends under a question that is on its way. */
const EARLY_MS = 5 * 60_000
const MAX_BYTES = 20_000

const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.number() })

/**
 * The token of the Admin API. An app of the Dev Dashboard has none that lasts: it buys one for a day with its client secret
 * (RFC 6749, section 4.4). Two questions at once may each buy one: both are good.
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/client-credentials-grant
 */
export function createAdminToken(
  { url, admin, secrets }: ShopifyShop,
  { fetch, timeoutMs, now }: { fetch: Fetch; timeoutMs: number; now: () => number },
): AdminToken {
  if ('token' in admin) return { get: async () => admin.token, forget: () => undefined }
  let bought: { readonly token: string; readonly untilMs: number } | null = null

  async function buy(clientId: string, signal: AbortSignal): Promise<string> {
    const content = await askShop(fetch, {
      platform,
      what: 'a token of its Admin API',
      url: `${url}/admin/oauth/access_token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'tote-hub' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secrets[0] ?? '',
      }).toString(),
      signal,
      timeoutMs,
      maxBytes: MAX_BYTES,
    })
    const answer = answerSchema.safeParse(content)
    if (!answer.success) throw new ShopError('invalid', `${platform} answered no token of its Admin API.`)
    const { access_token: token, expires_in } = answer.data
    bought = { token, untilMs: now() + expires_in * 1000 - EARLY_MS }
    return token
  }

  return {
    get: async (signal) =>
      bought !== null && bought.untilMs > now() ? bought.token : buy(admin.clientId, signal),
    forget(token) {
      if (bought?.token === token) bought = null
    },
  }
}
