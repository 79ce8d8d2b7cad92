import { ToteError } from '@tote/protocol'
import type { Approved, Looked, WindowJourney, WindowRedeemed } from '@tote/protocol/claim'
import type { MakePasskey, PasskeyCreation, PasskeyRequest, UsePasskey } from '@tote/protocol/passkey'
import type { PasskeyDevice } from './passkeys/passkey-device.ts'
import type { WindowApi } from './window-api.ts'

const NOW = 1_790_000_000_000
const made: MakePasskey['credential'] = {
  id: 'cred',
  rawId: 'cred',
  type: 'public-key',
  response: { clientDataJSON: 'AA', attestationObject: 'AA' },
}
const used: UsePasskey['credential'] = {
  id: 'cred',
  rawId: 'cred',
  type: 'public-key',
  response: { clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA', userHandle: 'AA' },
}
const request: PasskeyRequest['options'] = {
  challenge: 'AA',
  rpId: 'hub.test',
  timeout: 1,
  userVerification: 'required',
}
const creation: PasskeyCreation['options'] = {
  challenge: 'AA',
  rp: { id: 'hub.test', name: 'hub.test' },
  user: { id: 'AA', name: 'Maison', displayName: 'Maison' },
  pubKeyCredParams: [],
  timeout: 1,
  excludeCredentials: [],
  authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  attestation: 'none',
}

export function journeyOf(changes: Partial<WindowJourney> = {}): WindowJourney {
  return {
    tenantId: 'maison',
    tenantName: 'Maison',
    basket: { quantity: 2 },
    places: [],
    preferences: {},
    passkeys: [],
    ...changes,
  }
}

export const offered = (changes: Partial<WindowRedeemed> = {}): WindowRedeemed => ({
  pending: 'tp_0123456789012345678901',
  tenantId: 'maison',
  tenantName: 'Maison',
  from: 'hub.test',
  basket: { quantity: 2 },
  kept: null,
  to: null,
  now: NOW,
  ...changes,
})

/** A hub that keeps what is done to it, as far as windows see it. */
export class TestHub implements WindowApi {
  known: WindowJourney[]
  answer: WindowRedeemed | ToteError = offered()
  readonly removed: string[] = []
  /** What was said of following, in order. */
  readonly follows: [tenantId: string, isOn: boolean][] = []

  constructor(known: WindowJourney[] = []) {
    this.known = known
  }

  look(): Promise<Looked> {
    const known = this.known.find(({ tenantId }) => tenantId === 'maison')
    return Promise.resolve({
      tenantId: 'maison',
      tenantName: 'Maison',
      where: 'portal.test',
      match: '36',
      isOtherNetwork: false,
      basket: known?.basket ?? null,
      isFollowed: known?.isFollowed,
      expiresInMs: 1,
      now: NOW,
    })
  }
  journeys(): Promise<WindowJourney[]> {
    return Promise.resolve(this.known)
  }
  beginPasskey(): Promise<PasskeyCreation['options']> {
    return Promise.resolve(creation)
  }
  keepPasskey(tenantId: string): Promise<void> {
    const kept = { passkeyId: 'p1', createdAt: NOW, usedAt: NOW }
    this.known = this.known.map((one) =>
      one.tenantId === tenantId ? { ...one, passkeys: [...one.passkeys, kept] } : one,
    )
    return Promise.resolve()
  }
  removePasskey(tenantId: string, passkeyId: string): Promise<string> {
    this.removed.push(passkeyId)
    this.known = this.known.map((one) => (one.tenantId === tenantId ? { ...one, passkeys: [] } : one))
    return Promise.resolve('cred')
  }
  askForPasskey(): Promise<PasskeyRequest['options']> {
    return Promise.resolve(request)
  }
  usePasskey(): Promise<WindowRedeemed> {
    return this.answer instanceof ToteError ? Promise.reject(this.answer) : Promise.resolve(this.answer)
  }
  adopt(): Promise<void> {
    const { answer } = this
    if (answer instanceof ToteError) return Promise.reject(answer)
    const { tenantName, basket } = answer
    this.known = [journeyOf({ tenantId: tenantName.toLowerCase(), tenantName, basket })]
    return Promise.resolve()
  }
  approve(): Promise<Approved> {
    return Promise.resolve({ isApproved: true, now: NOW })
  }
  decline(): Promise<void> {
    return Promise.resolve()
  }
  redeem(): Promise<WindowRedeemed> {
    return this.usePasskey()
  }
  leavePlace(): Promise<void> {
    return Promise.resolve()
  }
  clearPreferences(tenantId: string): Promise<void> {
    this.known = this.known.map((one) => (one.tenantId === tenantId ? { ...one, preferences: {} } : one))
    return Promise.resolve()
  }
  leaveEverywhere(): Promise<void> {
    this.known = []
    return Promise.resolve()
  }
  follow(tenantId: string, isOn: boolean): Promise<void> {
    this.follows.push([tenantId, isOn])
    this.known = this.known.map((one) => (one.tenantId === tenantId ? { ...one, isFollowed: isOn } : one))
    return Promise.resolve()
  }
  forget(): Promise<void> {
    this.known = []
    return Promise.resolve()
  }
}

/** A device whose shopper says yes, unless told how it goes otherwise. */
export class TestDevice implements PasskeyDevice {
  readonly isThere: boolean
  fault: Error | null = null
  readonly forgotten: string[] = []

  constructor(isThere = true) {
    this.isThere = isThere
  }

  make(): Promise<MakePasskey['credential']> {
    return this.fault === null ? Promise.resolve(made) : Promise.reject(this.fault)
  }
  use(): Promise<UsePasskey['credential']> {
    return this.fault === null ? Promise.resolve(used) : Promise.reject(this.fault)
  }
  forget(credentialId: string): void {
    this.forgotten.push(credentialId)
  }
}
