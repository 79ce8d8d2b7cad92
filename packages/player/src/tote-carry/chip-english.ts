import type { Template } from '../internal/messages/template.ts'

/** The texts of the way to bring a basket here by one press, which are there before the others. */
export const chipEnglish = {
  'carry.title': 'Continue your basket',
  'carry.compare': 'The new window shows the same two digits, or asks for them: {digits}',
  'carry.declined': 'Not connected.',
  'carry.over': 'Not connected: the code is over.',
  'carry.failed': 'That did not go through.',
  'carry.dismiss': 'Not now',
} as const satisfies Record<string, Template>
