import type { LitElement } from 'lit'
import type { ToteRequestEvent } from '../internal/shopping/request-event.ts'
import { tellUnheard } from '../internal/shopping/tell-unheard.ts'
import type { MessagesController } from '../internal/messages/messages-controller.ts'

export type PageSay =
  /** Nobody on the page has a say: the element goes on by itself. */
  | { readonly status: 'unheard' }
  /** The page does it, without a word. */
  | { readonly status: 'taken' }
  /** What stands in the way, in words; empty when the page says yes. */
  | { readonly status: 'asked'; readonly refusal: Promise<string> }

/** Asks the page whether what the shopper wants of the basket may be. */
export function askPage(
  host: LitElement,
  request: ToteRequestEvent<unknown>,
  words: MessagesController,
): PageSay {
  if (host.dispatchEvent(request)) {
    tellUnheard(request)
    return { status: 'unheard' }
  }
  return request.answer === undefined
    ? { status: 'taken' }
    : { status: 'asked', refusal: refusalOf(request, words) }
}

async function refusalOf(request: ToteRequestEvent<unknown>, words: MessagesController): Promise<string> {
  const heard = await import('../internal/shopping/page-answer.ts').catch(() => null)
  if (heard === null) return words.text('add.unreachable')
  const verdict = await heard.hearAnswer(request, () => undefined)
  return verdict.status === 'accepted' ? '' : heard.refusalText(words, verdict)
}
