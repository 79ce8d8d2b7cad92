import type { Template } from '../internal/messages/template.ts'

/** Texts of the offer, in English: they are loaded with it. */
export const offerEnglish = {
  'offer.label': 'Continue from another site',
  'offer.continue': {
    by: 'count',
    zero: 'Continue the show from {from}?',
    one: 'Continue with {count} item from {from}?',
    other: 'Continue with {count} items from {from}?',
  },
  'offer.total': 'Basket total {total}',
  'offer.merge': {
    by: 'own',
    one: 'Bring your {own} item here into your basket of {count}?',
    other: 'Bring your {own} items here into your basket of {count}?',
  },
  'offer.from': 'Your basket from {from}',
  'offer.accept': 'Continue',
  'offer.decline': 'Start fresh',
  'offer.add': 'Add them',
  'offer.apart': 'Keep apart',
  'offer.dismiss': 'Not now',
  'offer.over': 'This offer is over. Open the link again for a new one.',
  'offer.unreachable': 'That did not go through. Try again in a moment.',
} as const satisfies Record<string, Template>
