import type { Template } from '../internal/messages/template.ts'

/** The texts of the line for what is sold out, which come with what they are about. */
export const waitlistEnglish = {
  'waitlist.label': 'Waiting for what is sold out',
  'waitlist.join': 'Tell me when it is back',
  'waitlist.place': 'You are number {place}. We tell you here.',
  'waitlist.leave': 'Stop waiting',
  'waitlist.turn': '{title} is back, and it is your turn. One is kept for you until {time}.',
  'waitlist.left': '{time} left',
  'waitlist.pass': 'No, thank you',
  'waitlist.over': 'Your turn for {title} is over. It went to the next who waits.',
  'waitlist.inStock': 'It is back. You can add it now.',
  'waitlist.full': 'You wait for as many things as is possible at once.',
  'waitlist.refused': 'That did not go through. Try again.',
} as const satisfies Record<string, Template>
