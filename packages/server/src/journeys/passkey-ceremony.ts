import { ToteError } from '@tote/protocol'
import type { MakePasskey, PasskeyCreation, PasskeyRequest, UsePasskey } from '@tote/protocol/passkey'
import type { Passkey } from '../store/passkey-store.ts'
import { journeyLimits } from './limits.ts'

export type MadeCredential = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'>

/** ES256, EdDSA, RS256: what authenticators have, by their numbers in COSE. */
const ALGORITHMS = [-7, -8, -257]

/** Loaded when the first passkey comes: a hub that starts again need not read it. */
const library = () => import('@simplewebauthn/server')
const readers = () => import('@simplewebauthn/server/helpers')

/**
 * What WebAuthn asks and how its answers are checked, for the one name that the hub has. Whoever is at the device is
 * verified there (`userVerification`), since a passkey is all that is asked for; which make of device it is nobody
 * asks (`attestation`).
 */
export function createPasskeyCeremony(publicUrl: string) {
  const { hostname: rpId, origin } = new URL(publicUrl)
  return { creationOptions, requestOptions, verifyMade, verifyUsed }

  function creationOptions({
    challenge,
    userHandle,
    name,
    known,
  }: {
    challenge: string
    userHandle: string
    /** What the shopper's device lists it by. */
    name: string
    known: readonly Passkey[]
  }): PasskeyCreation['options'] {
    return {
      challenge,
      rp: { id: rpId, name: rpId },
      user: { id: userHandle, name, displayName: name },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      timeout: journeyLimits.passkeyQuestionMs,
      excludeCredentials: known.map(({ credentialId, transports }) => ({
        id: credentialId,
        type: 'public-key',
        transports: [...transports],
      })),
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      attestation: 'none',
    }
  }

  function requestOptions(challenge: string): PasskeyRequest['options'] {
    return { challenge, rpId, timeout: journeyLimits.passkeyQuestionMs, userVerification: 'required' }
  }

  /** @throws ToteError `bad_proof` */
  async function verifyMade(
    credential: MakePasskey['credential'],
    challenge: string,
  ): Promise<MadeCredential> {
    return orBadProof(async () => {
      const { verifyRegistrationResponse } = await library()
      await checkStatement(credential.response.attestationObject)
      const { transports = [], ...response } = credential.response
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: { ...credential, response, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: rpId,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      })
      if (!verified || registrationInfo.credential.id !== credential.id) throw new Error('not verified')
      const { id, publicKey, counter } = registrationInfo.credential
      return {
        credentialId: id,
        publicKey: Buffer.from(publicKey).toString('base64url'),
        counter,
        transports,
      }
    })
  }

  /** How often it was used by now. @throws ToteError `bad_proof`, also where that is no more than it was. */
  async function verifyUsed(
    credential: UsePasskey['credential'],
    { challenge, known }: { challenge: string; known: Passkey },
  ): Promise<number> {
    return orBadProof(async () => {
      const { verifyAuthenticationResponse } = await library()
      if (credential.response.userHandle !== known.userHandle) throw new Error('of another user')
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { ...credential, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: rpId,
        requireUserVerification: true,
        credential: {
          id: known.credentialId,
          publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64url')),
          counter: known.counter,
        },
      })
      if (!verified) throw new Error('not verified')
      return authenticationInfo.newCounter
    })
  }

  /**
   * No certificate is asked for, so none is looked at: it could name addresses to look things up at, and whoever sends it
   * would have chosen them.
   */
  async function checkStatement(attestationObject: string): Promise<void> {
    const { decodeAttestationObject } = await readers()
    const decoded = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, 'base64url')))
    const format = decoded.get('fmt')
    const isSelfSigned = format === 'packed' && decoded.get('attStmt').get('x5c') === undefined
    if (format !== 'none' && !isSelfSigned) throw new Error('an attestation that was not asked for')
  }
}

/** What does not hold is told as that alone; why is for nobody outside. */
async function orBadProof<R>(check: () => Promise<R>): Promise<R> {
  try {
    return await check()
  } catch (cause) {
    throw new ToteError('bad_proof', 'The passkey does not hold. Try again.', { cause })
  }
}
