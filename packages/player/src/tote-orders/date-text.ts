import type { MessagesController } from '../internal/messages/messages-controller.ts'

/** A day and its time: as the shopper's calendar shows them, or by the clock of a place. */
export function dateText({ lang }: MessagesController, atMs: number, timeZone?: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(atMs)
}
