import { formatMoney, ToteError } from '@tote/protocol'
import { type WindowBasket } from '@tote/protocol/claim'

const items = (count: number) => (count === 1 ? '1 item' : `${count} items`)

/** `3 items, €57.00`, or that there is nothing in it. */
function basket({ quantity, total }: WindowBasket): string {
  if (quantity === 0) return 'no items yet'
  return total === undefined ? items(quantity) : `${items(quantity)}, ${formatMoney(total, 'en')}`
}

/** Every text of the windows, in English. What comes from elsewhere is filled in as text. */
export const texts = {
  basket,
  show: (where: string, own: WindowBasket) => `Show your basket (${basket(own)}) on ${where}?`,
  sameDigits: 'Go on only if the widget there shows the same two digits:',
  askDigits: 'The two digits that the other screen shows',
  wrongDigits: (left: number) =>
    left === 1
      ? 'Those are other digits. One try is left.'
      : `Those are other digits. ${left} tries are left.`,
  otherNetwork: 'This request comes from another network than yours.',
  saysItIs: (where: string) => `It says it is ${where}. Say no if you did not ask for this.`,
  showIt: 'Show it',
  notMe: 'Not me',
  shown: 'Done. You can go back to the other window.',
  declined: 'Nothing was shared.',
  over: 'This request is over. Ask for a new code there.',
  noBasket: 'There is no basket in this browser yet',
  noBasketHow: (code: string) =>
    `Open your basket where you filled it, choose “Continue your basket” there, and type ${code}.`,
  noBasketOther:
    'Open your basket where you filled it, choose “Continue your basket” there, and type the code of the other screen.',
  typeCode: 'Type the code of the other screen',
  codeLabel: 'Eight letters',
  notACode: 'A code has eight letters, such as WDJB-MJHT.',
  goOn: 'Go on',
  takeHere: (own: WindowBasket, from: string) =>
    `Keep your basket (${basket(own)}) from ${from} in this browser?`,
  takeThere: (own: WindowBasket, from: string, to: string) =>
    `Take your basket (${basket(own)}) from ${from} to ${to}?`,
  kept: (own: WindowBasket) =>
    `This browser has another basket (${basket(own)}). It stays unless you choose the new one.`,
  goWith: 'Go with basket',
  goWithout: 'Go without',
  keepIt: 'Keep it',
  doNot: 'Do not',
  adopted: 'Your basket is known in this browser now.',
  linkDead: 'This link was used before or is too old. Go back and choose it again.',
  where: 'Where I am',
  whereEmpty: 'No basket is known in this browser.',
  whereBasket: (tenant: string, own: WindowBasket) => `${tenant}: ${basket(own)}`,
  since: (place: string, at: string) => `${place}, last seen ${at}`,
  shared:
    'Each of these pages sees the basket and where you are in the show. No shop sees the names of the others, and no name, mail or address of yours is kept here.',
  leave: 'Leave',
  leaveAt: (where: string) => `Leave ${where}`,
  leaveAll: 'Leave everywhere',
  erase: 'Erase my data',
  eraseSure: 'Erase the basket and all that is kept of it?',
  yesErase: 'Yes, erase it',
  no: 'No',
  left: (where: string) => `${where} has left.`,
  leftAll: 'You have left everywhere.',
  erased: 'All of it is erased.',
  loading: 'One moment …',
} as const

/** What a failure comes to, in the shopper's words. */
export function faultText(error: unknown): string {
  if (error instanceof ToteError) {
    if (error.code === 'claim_dead') return texts.over
    if (error.code === 'ticket_dead') return texts.linkDead
    if (error.code === 'rate') return 'That was too often. Wait a minute and try again.'
    if (error.code === 'hub_unreachable') return 'That did not go through. Try again in a moment.'
  }
  return 'That did not work. Try again in a moment.'
}
