import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import type { MakePasskey, PasskeyCreation, PasskeyRequest, UsePasskey } from '@tote/protocol/passkey'

/** Flags of authenticator data: somebody was there, and is who the device knows. */
const PRESENT = 0x01
const VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40

export interface SigningOptions {
  /** Where the browser says it is. */
  readonly origin: string
  readonly isVerified?: boolean
  readonly challenge?: string
  readonly rpId?: string
}

/** One passkey as a device keeps it: ES256, in bytes as WebAuthn writes them, honest unless told otherwise. */
export class TestPasskey {
  readonly id = randomBytes(16).toString('base64url')
  readonly #privateKey: KeyObject
  readonly #cose: Buffer
  userHandle = ''
  counter = 0

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#privateKey = privateKey
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    this.#cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
  }

  /** Answers `navigator.credentials.create`. */
  make(
    { challenge, rp, user }: PasskeyCreation['options'],
    { isVerified = true, certificate, ...told }: SigningOptions & { certificate?: Buffer },
  ): MakePasskey['credential'] {
    this.userHandle = user.id
    const id = Buffer.from(this.id, 'base64url')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const data = Buffer.concat([
      this.#data(told.rpId ?? rp.id, HAS_CREDENTIAL | flagsOf(isVerified)),
      Buffer.alloc(16),
      length,
      id,
      this.#cose,
    ])
    const statement =
      certificate === undefined
        ? [text('none'), text('attStmt'), Buffer.from([0xa0])]
        : [
            text('packed'),
            text('attStmt'),
            Buffer.from([0xa3]),
            text('alg'),
            Buffer.from([0x26]),
            text('sig'),
            bytes(Buffer.from('none')),
            text('x5c'),
            Buffer.from([0x81]),
            bytes(certificate),
          ]
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      ...statement,
      text('authData'),
      bytes(data),
    ])
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: clientData('webauthn.create', told.challenge ?? challenge, told.origin),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** Answers `navigator.credentials.get`. */
  use(
    { challenge, rpId }: PasskeyRequest['options'],
    { isVerified = true, ...told }: SigningOptions,
  ): UsePasskey['credential'] {
    const data = this.#data(told.rpId ?? rpId, flagsOf(isVerified))
    const client = clientData('webauthn.get', told.challenge ?? challenge, told.origin)
    const signed = Buffer.concat([data, sha256(Buffer.from(client, 'base64url'))])
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: client,
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, this.#privateKey).toString('base64url'),
        userHandle: this.userHandle,
      },
    }
  }

  #data(rpId: string, flags: number): Buffer {
    const tail = Buffer.alloc(5)
    tail.writeUInt8(flags, 0)
    tail.writeUInt32BE(this.counter, 1)
    return Buffer.concat([sha256(Buffer.from(rpId)), tail])
  }
}

const flagsOf = (isVerified: boolean) => PRESENT | (isVerified ? VERIFIED : 0)
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest()

function clientData(type: string, challenge: string, origin: string): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url')
}

/** CBOR, as far as it is needed here: short texts, and byte strings of any length up to 64 kB. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
}
function bytes(value: Buffer): Buffer {
  const { length } = value
  // As short as it goes: readers refuse a longer way to say the same.
  if (length < 24) return Buffer.concat([Buffer.from([0x40 + length]), value])
  if (length < 256) return Buffer.concat([Buffer.from([0x58, length]), value])
  return Buffer.concat([Buffer.from([0x59, length >> 8, length & 0xff]), value])
}
