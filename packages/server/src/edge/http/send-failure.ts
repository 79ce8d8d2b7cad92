import { toErrorBody, type ToteError } from '@tote/protocol'
import type { FastifyReply } from 'fastify'
import { statusOf } from '../to-error.ts'

/** Answers a request with a refusal: its status, its code, and when to come again. */
export function sendFailure(reply: FastifyReply, failure: ToteError): FastifyReply {
  const { retryAfterMs } = failure.details
  if (retryAfterMs !== undefined) void reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
  return reply.code(statusOf(failure.code)).send(toErrorBody(failure))
}
