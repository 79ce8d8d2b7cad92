import type { OpenSpan, StoreHours, Upcoming } from '@tote/protocol'
import type { MessagesController } from '../internal/messages/messages-controller.ts'

/** A time of day by the store's clock. */
function timeText({ lang }: MessagesController, at: number, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(lang, { timeStyle: 'short', timeZone }).format(at)
}

/** Today, tomorrow, a day of this week, or a date. */
function dayText({ lang }: MessagesController, { at, inDays }: Upcoming, timeZone: string): string {
  if (inDays <= 1) return new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(inDays, 'day')
  return new Intl.DateTimeFormat(
    lang,
    inDays < 7 ? { weekday: 'long', timeZone } : { dateStyle: 'medium', timeZone },
  ).format(at)
}

export function spansText(
  words: MessagesController,
  spans: readonly OpenSpan[],
  timeZone: string | undefined,
): string {
  return spans
    .map(({ opensAt, closesAt }) => [opensAt, closesAt].map((at) => timeText(words, at, timeZone)).join('–'))
    .join(', ')
}

/** When what is ordered now can be fetched; empty where the store does not say. */
export function readyText(words: MessagesController, { ready, timeZone }: StoreHours): string {
  return ready === undefined
    ? ''
    : words.text('stores.ready', {
        day: dayText(words, ready, timeZone),
        time: timeText(words, ready.at, timeZone),
      })
}

/** Whether it is open, or when it opens, and its hours today. */
export function hoursTexts(
  words: MessagesController,
  { today, openUntil, opens, timeZone }: StoreHours,
): string[] {
  if (openUntil !== undefined && openUntil.inDays > 1) return [words.text('stores.openAlways')]
  const now =
    openUntil !== undefined
      ? words.text('stores.openUntil', { time: timeText(words, openUntil.at, timeZone) })
      : opens !== undefined
        ? words.text('stores.opens', {
            day: dayText(words, opens, timeZone),
            time: timeText(words, opens.at, timeZone),
          })
        : ''
  const day =
    today.length === 0
      ? words.text('stores.closedToday')
      : words.text('stores.today', { hours: spansText(words, today, timeZone) })
  return [now, day].filter((text) => text !== '')
}
