import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { consoleSessionSchema, consoleSignInSchema, postCueSchema } from './http/console.ts'
import {
  acceptSchema,
  grantedSchema,
  openJourneySchema,
  redeemedSchema,
  redeemSchema,
  resumeSchema,
} from './http/journey.ts'
import { showInfoSchema } from './http/show-info.ts'
import { proofClaimsSchema } from './journey/proof.ts'
import { PROTOCOL_VERSION } from './version.ts'
import { downSchemas, upSchemas } from './wire/events.ts'
import { handshakeSchema } from './wire/handshake.ts'
import { mutateAnswerSchema } from './wire/mutate.ts'
import { showJoinAnswerSchema } from './wire/show-join.ts'
import { syncAnswerSchema } from './wire/sync.ts'
import { ticketMintAnswerSchema } from './wire/ticket-mint.ts'

/** Everything that crosses between a client and a hub. */
const wire = {
  handshake: handshakeSchema,
  up: upSchemas,
  down: downSchemas,
  answers: [mutateAnswerSchema, syncAnswerSchema, showJoinAnswerSchema, ticketMintAnswerSchema],
  journey: [openJourneySchema, resumeSchema, redeemSchema, redeemedSchema, acceptSchema, grantedSchema],
  show: showInfoSchema,
  console: [consoleSignInSchema, consoleSessionSchema, postCueSchema],
  proof: proofClaimsSchema,
}

/** Version and hash move together: a changed schema wants a new version, or a line in its history while unreleased. */
const pinned = { version: 1, hash: 'febf126e08295b77' }

test('the schemas are those of this version of the protocol', () => {
  const text = JSON.stringify(wire, (_key, value: unknown) =>
    value instanceof z.core.$ZodType ? z.toJSONSchema(value, { io: 'input', unrepresentable: 'any' }) : value,
  )
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
  expect({ version: PROTOCOL_VERSION, hash }).toEqual(pinned)
})
