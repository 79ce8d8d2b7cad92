import {
  browserSupportsWebAuthn,
  sendSignal,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import type { MakePasskey, PasskeyCreation, PasskeyRequest, UsePasskey } from '@tote/protocol/passkey'

/** Whatever keeps the shopper's passkeys, as far as the browser lets a page ask it. */
export interface PasskeyDevice {
  /** Whether the browser has any for this page: else nothing of passkeys is shown. */
  readonly isThere: boolean
  /** @throws Error named as the browser names it: `NotAllowedError` where the shopper thought better of it, `InvalidStateError` where the device has one already. */
  make(options: PasskeyCreation['options']): Promise<MakePasskey['credential']>
  /** @throws Error as `make` does. */
  use(options: PasskeyRequest['options']): Promise<UsePasskey['credential']>
  /** It opens nothing any more: the device need not offer it again, if it listens to that. */
  forget(credentialId: string): void
}

export function createPasskeyDevice({ hostname }: Pick<Location, 'hostname'> = location): PasskeyDevice {
  return {
    // A passkey is of a name: none can be made for an address in numbers.
    isThere: isSecureContext && browserSupportsWebAuthn() && !/^[\d.]+$|^\[/.test(hostname),
    async make(optionsJSON) {
      const { id, rawId, type, response } = await startRegistration({ optionsJSON })
      const { clientDataJSON, attestationObject, transports } = response
      return {
        id,
        rawId,
        type,
        response: { clientDataJSON, attestationObject, ...(transports === undefined ? {} : { transports }) },
      }
    },
    async use(optionsJSON) {
      const { id, rawId, type, response } = await startAuthentication({ optionsJSON })
      const { clientDataJSON, authenticatorData, signature, userHandle } = response
      if (userHandle === undefined) throw new Error('a passkey without a user handle')
      return { id, rawId, type, response: { clientDataJSON, authenticatorData, signature, userHandle } }
    },
    forget(credentialID) {
      sendSignal({ signalName: 'unknownCredential', rpID: hostname, credentialID }).catch(() => {
        // A courtesy: where it is not known, the shopper is told to delete it themselves.
      })
    },
  }
}
