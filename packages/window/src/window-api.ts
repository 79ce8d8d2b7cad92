import { errorBodySchema, ToteError, toToteError } from '@tote/protocol'
import {
  approvedSchema,
  lookedSchema,
  windowJourneysSchema,
  windowRedeemedSchema,
  type Approved,
  type Looked,
  type WindowJourney,
  type WindowRedeemed,
} from '@tote/protocol/claim'

import {
  madePasskeySchema,
  passkeyCreationSchema,
  passkeyRequestSchema,
  removedPasskeySchema,
  type MakePasskey,
  type PasskeyCreation,
  type PasskeyRequest,
  type UsePasskey,
} from '@tote/protocol/passkey'

/** A claim by the window's address, or by what the shopper typed. */
export type KnownClaim = { readonly claim: string } | { readonly code: string }

/** The hub as its own windows ask it. Who asks is a cookie that no script can read. */
export interface WindowApi {
  /** @throws ToteError `claim_dead`, `rate`, `hub_unreachable`. */
  look(known: KnownClaim): Promise<Looked>
  approve(known: KnownClaim, digits?: string): Promise<Approved>
  decline(known: KnownClaim): Promise<void>
  /** @throws ToteError `ticket_dead` */
  redeem(ticket: string, to: string | null): Promise<WindowRedeemed>
  adopt(pending: string): Promise<void>
  journeys(): Promise<WindowJourney[]>
  leavePlace(tenantId: string, placeId: string): Promise<void>
  /** Takes back what the shopper has set for themselves. */
  clearPreferences(tenantId: string): Promise<void>
  leaveEverywhere(tenantId: string): Promise<void>
  forget(tenantId: string): Promise<void>
  /** "Follow me", or not any more. */
  follow(tenantId: string, isOn: boolean): Promise<void>
  /** @throws ToteError `forbidden` for one too many. */
  beginPasskey(tenantId: string): Promise<PasskeyCreation['options']>
  keepPasskey(tenantId: string, credential: MakePasskey['credential']): Promise<void>
  /** @returns the credential that opens nothing any more. */
  removePasskey(tenantId: string, passkeyId: string): Promise<string>
  askForPasskey(): Promise<PasskeyRequest['options']>
  /** @throws ToteError `not_found` for one that opens nothing, `bad_proof`. */
  usePasskey(credential: UsePasskey['credential']): Promise<WindowRedeemed>
}

export function createWindowApi(
  fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis),
): WindowApi {
  async function ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<unknown> {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new ToteError('hub_unreachable', undefined, { cause })
    })
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) return answer
    const failed = errorBodySchema.safeParse(answer)
    throw failed.success ? toToteError(failed.data) : new ToteError('internal')
  }
  const journey = (tenantId: string) => `/v1/window/journeys/${encodeURIComponent(tenantId)}`

  return {
    look: async (known) => lookedSchema.parse(await ask('POST', '/v1/claim/look', known)),
    async approve(known, digits) {
      const body = digits === undefined ? known : { ...known, digits }
      return approvedSchema.parse(await ask('POST', '/v1/claim/approve', body))
    },
    async decline(known) {
      await ask('POST', '/v1/claim/decline', known)
    },
    async redeem(ticket, to) {
      const body = to === null ? { ticket } : { ticket, to }
      return windowRedeemedSchema.parse(await ask('POST', '/v1/window/redeem', body))
    },
    async adopt(pending) {
      await ask('POST', '/v1/window/adopt', { pending })
    },
    journeys: async () => windowJourneysSchema.parse(await ask('GET', '/v1/window/journeys')).journeys,
    async leavePlace(tenantId, placeId) {
      await ask('DELETE', `${journey(tenantId)}/places/${encodeURIComponent(placeId)}`)
    },
    async clearPreferences(tenantId) {
      await ask('DELETE', `${journey(tenantId)}/preferences`)
    },
    async leaveEverywhere(tenantId) {
      await ask('DELETE', `${journey(tenantId)}/places`)
    },
    async forget(tenantId) {
      await ask('DELETE', journey(tenantId))
    },
    async follow(tenantId, isOn) {
      await ask(isOn ? 'PUT' : 'DELETE', `${journey(tenantId)}/follow`)
    },
    beginPasskey: async (tenantId) =>
      passkeyCreationSchema.parse(await ask('POST', `${journey(tenantId)}/passkeys/begin`)).options,
    async keepPasskey(tenantId, credential) {
      madePasskeySchema.parse(await ask('POST', `${journey(tenantId)}/passkeys`, { credential }))
    },
    async removePasskey(tenantId, passkeyId) {
      const path = `${journey(tenantId)}/passkeys/${encodeURIComponent(passkeyId)}`
      return removedPasskeySchema.parse(await ask('DELETE', path)).credentialId
    },
    askForPasskey: async () =>
      passkeyRequestSchema.parse(await ask('POST', '/v1/window/passkey/begin')).options,
    usePasskey: async (credential) =>
      windowRedeemedSchema.parse(await ask('POST', '/v1/window/passkey', { credential })),
  }
}
