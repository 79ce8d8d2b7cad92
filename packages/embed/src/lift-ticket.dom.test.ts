import { afterEach, expect, test } from 'vitest'
import { liftTicket, TICKET } from './lift-ticket.ts'

const before = location.href
const take = () => (Reflect.get(document, TICKET) as (() => string | null) | undefined)?.()

afterEach(() => {
  history.replaceState(null, '', before)
  Reflect.deleteProperty(document, TICKET)
})

test.each([
  ['#tote=tt_abc-DEF_1', '', 'tt_abc-DEF_1'],
  ['#details&tote=tt_abc', '#details', 'tt_abc'],
  ['#tote=tt_abc&tab=2', '#tab=2', 'tt_abc'],
])('a ticket in %s leaves %s in the address and is handed over once', (hash, rest, ticket) => {
  history.replaceState({ kept: true }, '', hash)
  liftTicket(document)
  expect(location.hash).toBe(rest)
  expect(history.state).toEqual({ kept: true })
  expect(take()).toBe(ticket)
  expect(take()).toBeNull()
})

test.each(['#', '#note=1', '#tote=', '#tote=<script>', '#remote=tt_abc'])(
  'a fragment like %s is the page’s own',
  (hash) => {
    history.replaceState(null, '', hash)
    const was = location.href
    liftTicket(document)
    expect(location.href).toBe(was)
    expect(take()).toBeUndefined()
  },
)
