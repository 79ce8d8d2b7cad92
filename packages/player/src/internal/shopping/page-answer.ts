import type { MessagesController } from '../messages/messages-controller.ts'
import type { RequestAnswer, RequestReason, ToteRequestEvent } from './request-event.ts'

/** [U49] A page that is silent this long is not waited for; a late word still counts. */
const ANSWER_WITHIN_MS = 30_000

const REASONS: readonly RequestReason[] = ['out-of-stock', 'price-changed', 'limit', 'network']
const NO_NETWORK: RequestAnswer = { status: 'rejected', reason: 'network' }

export type PageVerdict = RequestAnswer | { readonly status: 'timed-out' }

/** Hears what the page makes of a request: its answer, or that it gave none in time and later one. Never rejects. */
export async function hearAnswer(
  { answer }: ToteRequestEvent<unknown>,
  onLate: (answer: RequestAnswer) => void,
): Promise<PageVerdict> {
  const given = Promise.resolve(answer).then(toAnswer, () => NO_NETWORK)
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<PageVerdict>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'timed-out' }), ANSWER_WITHIN_MS)
  })
  const verdict = await Promise.race([given, silence])
  clearTimeout(timer)
  if (verdict.status === 'timed-out') void given.then(onLate)
  return verdict
}

/** Whether trying again, under the same key, can help. */
export function isOpen(verdict: PageVerdict): boolean {
  return verdict.status === 'timed-out' || (verdict.status === 'rejected' && verdict.reason === 'network')
}

/** A no in the page's own words, else in ours. */
export function refusalText(words: MessagesController, verdict: PageVerdict): string {
  if (verdict.status !== 'rejected') return words.text('add.unreachable')
  if (verdict.message !== undefined) return verdict.message
  switch (verdict.reason) {
    case 'out-of-stock':
      return words.text('notice.noStock', { free: 0 })
    case 'limit':
      return words.text('notice.limit')
    case 'price-changed':
      return words.text('add.priceChanged')
    case 'network':
      return words.text('add.unreachable')
    default:
      return verdict.reason satisfies never
  }
}

/** A page's word is a stranger's: what is neither yes nor a known no is a no that may be tried again. */
function toAnswer(value: unknown): RequestAnswer {
  if (typeof value !== 'object' || value === null || !('status' in value)) return NO_NETWORK
  if (value.status === 'accepted') return { status: 'accepted' }
  const reason = 'reason' in value ? REASONS.find((known) => known === value.reason) : undefined
  const message = 'message' in value && typeof value.message === 'string' ? value.message : ''
  return {
    status: 'rejected',
    reason: reason ?? 'network',
    ...(message === '' ? {} : { message: message.slice(0, 200) }),
  }
}
