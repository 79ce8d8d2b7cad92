import { ToteError } from '@tote/protocol'
import type { WindowRedeemed } from '@tote/protocol/claim'
import type {
  KeptPasskey,
  MakePasskey,
  PasskeyCreation,
  PasskeyRequest,
  UsePasskey,
} from '@tote/protocol/passkey'
import { hashSecret } from '../secret.ts'
import { selectJourney, type Journey } from '../store/journey-store.ts'
import {
  countPasskeyUse,
  deletePasskey,
  insertPasskey,
  selectPasskey,
  selectPasskeys,
  takePasskeyQuestion,
  writePasskeyQuestion,
  type PasskeyQuestion,
} from '../store/passkey-store.ts'
import { lockJourney } from '../store/shopper-store.ts'
import type { Db, Store } from '../store/store.ts'
import { findTenant } from '../store/tenant-store.ts'
import type { HubWindows } from './hub-windows.ts'
import { withRealPorts, type IdentityPorts } from './identity-ports.ts'
import { journeyLimits } from './limits.ts'
import { createPasskeyCeremony } from './passkey-ceremony.ts'
import type { Positions } from './positions.ts'

export interface PasskeysDeps extends IdentityPorts {
  readonly store: Store
  readonly windows: Pick<HubWindows, 'own' | 'offerTo'>
  /** What a journey tells of its position has to be written by then. */
  readonly positions: Pick<Positions, 'written'>
  readonly publicUrl: string
  readonly now: () => number
}

/**
 * How a shopper keeps a journey for good, with no account: a passkey, made in a window of the hub that knows the
 * journey, brings it back to a window that does not.
 *
 *     begin   the browser is asked to sign a challenge: single use, five minutes, bound to its cookie
 *     make    what it made is kept, of the journey that was asked about
 *     use     what it signed is checked, and becomes an offer to this browser, as a ticket does: a basket that is
 *             there already stays unless the shopper chooses
 */
export function createPasskeys({ store, windows, positions, publicUrl, now, ...ports }: PasskeysDeps) {
  const { newId, drawSecret } = withRealPorts(ports)
  const ceremony = createPasskeyCeremony(publicUrl)
  return { beginMaking, make, beginUse, use, remove }

  /** @throws ToteError `unauthorised` where this browser has no basket of the tenant; `forbidden` for one too many. */
  async function beginMaking(cookie: string | null, tenantId: string): Promise<PasskeyCreation> {
    const nowMs = now()
    const challenge = drawChallenge()
    const userHandle = encode(drawSecret('tu', 16))
    return store.transaction(async (trx) => {
      const { journey, hash } = await ownOf(trx, cookie, tenantId)
      const tenant = await findTenant(trx, tenantId)
      if (tenant === undefined) throw new ToteError('not_found')
      const known = await fewEnough(trx, tenantId, journey)
      const making = { tenantId, journeyId: journey.id, userHandle }
      await writePasskeyQuestion(trx, { hash, challenge, making, expiresAt: endOf(nowMs) })
      // The day tells two of one shop apart, and says nothing of the shopper.
      const name = `${tenant.name} ${new Date(nowMs).toISOString().slice(0, 10)}`
      return { options: ceremony.creationOptions({ challenge, userHandle, name, known }), now: nowMs }
    })
  }

  /** @throws ToteError `bad_proof`, for every way of not holding. */
  async function make(
    cookie: string | null,
    { tenantId, credential }: MakePasskey & { tenantId: string },
  ): Promise<KeptPasskey> {
    const nowMs = now()
    const { challenge, making } = await answered(cookie, nowMs)
    if (making?.tenantId !== tenantId) throw new ToteError('bad_proof')
    const made = await ceremony.verifyMade(credential, challenge)
    return store.transaction(async (trx) => {
      const { journey } = await ownOf(trx, cookie, tenantId)
      await lockJourney(trx, tenantId, { journeyId: journey.id, nowMs })
      const asked = await selectJourney(trx, tenantId, making.journeyId)
      // This browser has another basket since, or this one is going over into another: ask again.
      if (asked?.id !== journey.id) throw new ToteError('bad_proof')
      await fewEnough(trx, tenantId, journey)
      const { userHandle } = making
      const id = newId()
      const isNew = await insertPasskey(trx, {
        ...made,
        id,
        tenantId,
        journeyId: journey.id,
        userHandle,
        nowMs,
      })
      if (!isNew) throw new ToteError('bad_proof')
      return { passkeyId: id, createdAt: nowMs, usedAt: nowMs }
    })
  }

  /** For any passkey of this hub, of whichever journey. @returns the cookie that the answer is bound to. */
  async function beginUse(cookie: string | null): Promise<PasskeyRequest & { cookie: string }> {
    const nowMs = now()
    const challenge = drawChallenge()
    const kept = cookie ?? drawSecret('th', 24)
    const question = { hash: hashSecret(kept), challenge, making: null, expiresAt: endOf(nowMs) }
    await store.transaction((trx) => writePasskeyQuestion(trx, question))
    return { options: ceremony.requestOptions(challenge), now: nowMs, cookie: kept }
  }

  /** @throws ToteError `not_found` for a passkey that opens nothing here (any more); `bad_proof`. */
  async function use(cookie: string | null, { credential }: UsePasskey): Promise<WindowRedeemed> {
    const nowMs = now()
    const { challenge, making } = await answered(cookie, nowMs)
    if (making !== null) throw new ToteError('bad_proof')
    const known = await selectPasskey(store.db, credential.id)
    if (known === undefined) throw gone()
    const is = await ceremony.verifyUsed(credential, { challenge, known })
    await positions.written()
    return store.transaction(async (trx) => {
      const found = await countPasskeyUse(trx, { credentialId: credential.id, was: known.counter, is, nowMs })
      // Removed meanwhile, or used by another at the same time.
      if (found === undefined) throw new ToteError('bad_proof')
      const tenant = await findTenant(trx, found.tenantId)
      const journey = await selectJourney(trx, found.tenantId, found.journeyId)
      if (tenant === undefined || journey === undefined) throw gone()
      return windows.offerTo(trx, { cookie, tenant, journey, from: publicUrl, to: null, nowMs })
    })
  }

  /** @returns its credential, for the browser to forget. @throws ToteError `not_found` */
  async function remove(
    cookie: string | null,
    { tenantId, passkeyId }: { tenantId: string; passkeyId: string },
  ): Promise<string> {
    return store.transaction(async (trx) => {
      const { journey } = await ownOf(trx, cookie, tenantId)
      const credentialId = await deletePasskey(trx, tenantId, { journeyId: journey.id, passkeyId })
      if (credentialId === undefined) throw gone()
      return credentialId
    })
  }

  /** Used up whatever comes of it, in a write of its own: what is refused later does not bring it back. */
  async function answered(cookie: string | null, nowMs: number): Promise<PasskeyQuestion> {
    const question =
      cookie === null
        ? undefined
        : await store.transaction((trx) => takePasskeyQuestion(trx, { hash: hashSecret(cookie), nowMs }))
    if (question === undefined) throw new ToteError('bad_proof')
    return question
  }

  async function ownOf(db: Db, cookie: string | null, tenantId: string) {
    const journey = await windows.own(db, cookie, tenantId)
    // Who has a journey has a cookie.
    return { journey, hash: hashSecret(cookie ?? '') }
  }

  async function fewEnough(db: Db, tenantId: string, journey: Journey) {
    const known = await selectPasskeys(db, tenantId, { journeyId: journey.id })
    if (known.length >= journeyLimits.passkeys)
      throw new ToteError('forbidden', `A basket has ${journeyLimits.passkeys} passkeys at most. Remove one.`)
    return known
  }

  function drawChallenge(): string {
    return encode(drawSecret('tc', 32))
  }
}

export type Passkeys = ReturnType<typeof createPasskeys>

const endOf = (nowMs: number) => nowMs + journeyLimits.passkeyQuestionMs

/** As WebAuthn's JSON writes bytes. */
function encode(secret: string): string {
  return Buffer.from(secret).toString('base64url')
}

function gone(): ToteError {
  return new ToteError('not_found', 'This passkey opens nothing here.')
}
