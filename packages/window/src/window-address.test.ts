import { expect, test } from 'vitest'
import { readAddress } from './window-address.ts'

const CLAIM = `tk_${'a'.repeat(22)}`
const TICKET = `tt_${'a'.repeat(22)}`
const read = (address: string) => readAddress(new URL(address, 'https://hub.test'))

test.each([
  [`/continue?c=${CLAIM}`, { room: 'continue', known: { claim: CLAIM } }],
  ['/continue?code=wdjb-mjht', { room: 'continue', known: { code: 'WDJBMJHT' } }],
  ['/continue?c=<script>', { room: 'continue', known: null }],
  [`/adopt?to=https://p.test/#tote=${TICKET}`, { room: 'adopt', ticket: TICKET, to: 'https://p.test/' }],
  [`/adopt?code=WDJBMJHT#tote=${TICKET}`, { room: 'adopt', ticket: TICKET, known: { code: 'WDJBMJHT' } }],
  ['/where', { room: 'where', ticket: null }],
])('%s is read as it is meant', (address, expected) => {
  expect(read(address)).toMatchObject(expected)
})
