import type { Template } from './template.ts'

/**
 * Texts of the elements that come after the picture, in English. They are loaded with those elements: what is needed to
 * play and buy stays small. Translated as all others are.
 */
export const lateEnglish = {
  'friends.open': 'Shop with friends',

  'chat.label': 'Chat',
  'chat.empty': 'Be the first to say hello.',
  'chat.write': 'Say something',
  'chat.send': 'Send',
  'chat.you': 'You',
  'chat.sending': 'Sending…',
  'chat.newest': { by: 'count', one: '{count} new message', other: '{count} new messages' },
  'chat.wait': {
    by: 'count',
    one: 'Slow down a little: the next message in {count} second.',
    other: 'Slow down a little: the next message in {count} seconds.',
  },
  'chat.offline': 'You are offline. What you wrote is still here.',
  'chat.refused': 'That could not be said. What you wrote is still here.',
  'chat.sampled': 'With many watching, you see a part of what is said.',

  'react.label': 'Reactions',
  'react.heart': 'React with a heart',
  'react.clap': 'React with applause',
  'react.fire': 'React with fire',
  'react.laugh': 'React with laughter',
  'react.wow': 'React with wonder',

  'poll.label': 'Poll',
  'poll.votes': { by: 'count', one: '{count} vote', other: '{count} votes' },
  'poll.closed': 'Closed',
  'poll.mine': 'Your vote',
  'poll.result': '{option}: {percent}',
  'poll.thanks': 'Thank you. Your vote counts.',
  'poll.dismiss': 'Put the poll away',
  'poll.refused': 'Your vote did not go through. Try again.',

  'note.label': 'Note from the host',
  'note.dismiss': 'Put the note away',

  'mini.label': 'The show, in the corner',
  'mini.return': 'Back to the show',
  'mini.close': 'Close the show',
  'mini.move': 'Move to another corner',
  'mini.keep': 'Keep it in the corner',
  'mini.away': 'The show goes on in the corner.',
  'mini.bring': 'Bring it back',
  'pip.away': 'The show is in its own window.',

  'moments.missed': {
    by: 'count',
    one: 'You missed {count} product',
    other: 'You missed {count} products',
  },
  'moments.see': 'See what you missed',
  'moments.dismiss': 'Not now',
  'moments.title': 'Earlier in this show',
  'moments.watch': 'Watch',
  'moments.watchOf': 'Watch {title}',
  'moments.at': 'at {time}',
  'moments.copy': 'Copy a link to this moment: {title}',
  'moments.copied': 'The link is copied.',
  'moments.copyYourself': 'Copy this link:',
  'moments.gone': 'That moment is no longer in the live show. It will be in the replay.',
} as const satisfies Record<string, Template>
