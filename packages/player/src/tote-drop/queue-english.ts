import type { Template } from '../internal/messages/template.ts'

/** The texts of what is given out by turns, which come with it. */
export const queueEnglish = {
  'queue.label': 'Given out by turns',
  'queue.before':
    'Not sold yet. When it opens, everybody who joins in the first {time} is put in order by lot.',
  'queue.opens': 'Opens in {time}',
  'queue.open': 'It is open.',
  'queue.join': 'Join the queue',
  'queue.joining': 'Joining…',
  'queue.entered': 'You are in. The order is drawn by lot when the time to join is over.',
  'queue.draws': 'Drawn in {time}',
  'queue.place': 'You are number {place} in the queue. We tell you here.',
  'queue.soldOut': 'All are taken. Should one come back: you are number {place}.',
  'queue.noneLeft': 'All are taken. Who joins now has one if it comes back.',
  'queue.leave': 'Leave the queue',
  'queue.turn': 'It is your turn: {count} × {title}, kept for you until {time}.',
  'queue.left': '{time} left',
  'queue.pass': 'No, thank you',
  'queue.taken': 'You have had your turn: it was added to your basket.',
  'queue.passed': 'Your turn is over. It went to the next in the queue.',
  'queue.notOpen': 'It is not open yet.',
  'queue.over': 'This is over.',
  'queue.refused': 'That did not go through. Try again.',
  'queue.log': 'How the order came about',
  'queue.logAbout': 'Every step is in a public log that cannot be changed unnoticed. Your receipt:',
  'queue.logLink': 'Open the log',
} as const satisfies Record<string, Template>
