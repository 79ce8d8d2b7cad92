import type { MessagesController } from '../internal/messages/messages-controller.ts'

/** A day and its time, as the shopper's calendar shows them. */
export function dateText({ lang }: MessagesController, atMs: number): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs)
}
