import type { Template } from '../internal/messages/template.ts'

/** The texts of a basket's contents in a link, which come with it. */
export const shareEnglish = {
  'share.label': 'Share this basket',
  'share.lead':
    'The link holds what is in the basket and how many. Nothing of you goes with it, and the basket stays yours.',
  'share.copy': 'Copy the link',
  'share.copied': 'The link is copied.',
  'share.copyYourself': 'Copy this link:',
  'share.shop': 'Open it in the shop’s own basket',
  'share.asks': 'Somebody shared a basket with you. Add it to yours?',
  'share.line': '{title} ({count})',
  'share.soldOut': 'Sold out: {what}',
  'share.unknown': 'Not sold here: {what}',
  'share.nothing': 'Nothing of this shared basket can be bought here.',
  'share.bad': 'The link to a shared basket is not whole. Ask for it again.',
  'share.add': 'Add to my basket',
  'share.dismiss': 'Not now',
} as const satisfies Record<string, Template>
