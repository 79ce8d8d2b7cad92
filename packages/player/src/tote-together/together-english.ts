import type { Template } from '../internal/messages/template.ts'

/** The texts of a show that is open on two screens, which come with what they are about. */
export const togetherEnglish = {
  'together.label': 'The show on two screens',
  'together.asks': 'The show is also playing on {where}.',
  'together.move': 'Move it here',
  'together.both': 'Keep playing there too',
  'together.moved': 'The show moved to {where}.',
  'together.back': 'Move it back here',
  'together.open': 'Also open on {where}',
  'together.paused': 'Also open on {where}, paused there',
  'together.otherShow': 'Another show is open on {where}',
  'together.gone': '{where} is not connected any more.',
  'together.watch': 'Watch together',
  'together.watching': 'This picture keeps to the one on {where}.',
  'together.stray': 'This stream cannot go to the moment that {where} shows.',
  'together.stop': 'Watch on my own',
  'together.second': 'Make this the second screen',
  'together.secondOn': 'The picture is on {where}. Here are its products and your basket.',
  'together.first': 'Show the picture here',
} as const satisfies Record<string, Template>
