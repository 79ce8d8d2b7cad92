import type { Template } from '../internal/messages/template.ts'

/** The texts of all ways to carry a basket, which come with them. */
export const carryEnglish = {
  'carry.lead':
    'Bring the basket from another site or device here, or take this one along. It costs one yes.',
  'carry.here': 'Bring my basket here',
  'carry.open': 'Say yes in a new window',
  'carry.blocked': 'The browser did not open the window. Scan or type the code instead.',
  'carry.digits': 'The other screen asks for these two digits, or shows the same:',
  'carry.code': 'Or scan this with the device that has the basket, or type the code at {where}',
  'carry.scan': 'Code to scan',
  'carry.there': 'Take it to another device',
  'carry.thereScan': 'Scan this with the other device within two minutes.',
  'carry.link': 'Open the link',
  'carry.noTicket': 'There is no connection to the hub right now. Try again in a moment.',
  'carry.typeLabel': 'A code from another screen',
  'carry.typeGo': 'Go on',
  'carry.notACode': 'A code has eight letters, such as WDJB-MJHT.',
  'carry.follow': 'I said “follow me”: bring it without a window',
  'carry.followDenied': 'The browser did not allow that. Bring it by a window.',
  'carry.followNone': 'No basket follows you in this browser. Say yes in a window.',
  'carry.asking': 'One moment …',
  'carry.done': 'Your basket is here.',
  'carry.again': 'Ask for a new code',
  'carry.where': 'Where I am',
  'carry.close': 'Close',
} as const satisfies Record<string, Template>

export type CarryMessageKey = keyof typeof carryEnglish
