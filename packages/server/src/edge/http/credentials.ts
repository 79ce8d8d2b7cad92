import { grantSchema, proofSchema, ToteError } from '@tote/protocol'
import type { FastifyRequest } from 'fastify'
import type { PlaceCredentials } from '../../journeys/shoppers.ts'
import { parseMessage } from '../parse.ts'

/** In headers, never in an address, which logs and histories would keep. */
export function placeOf(request: FastifyRequest): PlaceCredentials {
  return {
    grant: parseMessage(grantSchema, bearerOf(request)),
    proof: parseMessage(proofSchema, request.headers['tote-proof']),
    origin: request.headers.origin ?? '',
  }
}

/** @throws ToteError `unauthorised` */
export function bearerOf(request: FastifyRequest): string {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ')
  if (scheme.toLowerCase() !== 'bearer' || value === '')
    throw new ToteError('unauthorised', 'Say who asks: Authorization: Bearer, then a grant or a token.')
  return value
}
