import { expect, test } from 'vitest'
import { strictest } from './consent.ts'
import { consentModeSaid, readConsentMode } from './consent-mode.ts'
import { createConsent } from './consent-room.ts'
import { tcfSaid } from './tcf.ts'

/** As gtag writes it: the arguments of a call, not an array. */
function command(...given: unknown[]): object {
  return { ...given, length: given.length }
}

/** A consent platform: what it says, and to whom. */
function createPlatform() {
  const listeners = new Map<number, (data: unknown, isDone: boolean) => void>()
  return {
    listeners,
    api(name: string, _version: number, callback: (data: unknown, isDone: boolean) => void, id?: number) {
      if (name === 'addEventListener') listeners.set(listeners.size + 1, callback)
      if (name === 'removeEventListener' && id !== undefined) listeners.delete(id)
    },
    say(data: object) {
      for (const [listenerId, tell] of listeners) tell({ ...data, listenerId }, true)
    },
  }
}
const tcfOf = (...purposes: number[]) => ({
  eventStatus: 'useractioncomplete',
  purpose: { consents: Object.fromEntries(purposes.map((purpose) => [purpose, true])) },
})

test('nobody has spoken: unknown, never allowed; essential needs no word', () => {
  expect(strictest([])).toEqual({
    essential: 'granted',
    functional: 'unknown',
    performance: 'unknown',
    targeting: 'unknown',
  })
})

test.each([
  [['granted', 'granted'], 'granted'],
  [['granted', 'denied'], 'denied'],
  [['unknown', 'denied'], 'denied'],
  [['granted', 'unknown'], 'unknown'],
] as const)('of %o the strictest is %s', (verdicts, expected) => {
  expect(strictest(verdicts.map((performance) => ({ performance }))).performance).toBe(expected)
})

test('Consent Mode: a default of denied is a question still open, an update is the answer, the last one counts', () => {
  const denied = command('consent', 'default', { analytics_storage: 'denied', ad_storage: 'denied' })
  const granted = command('consent', 'update', { analytics_storage: 'granted' })
  const withdrawn = command('consent', 'update', { analytics_storage: 'denied' })
  const said = (...layer: object[]) => consentModeSaid(readConsentMode(layer)).performance
  expect(said(denied)).toBe('unknown')
  expect(said(command('consent', 'default', { analytics_storage: 'granted' }))).toBe('granted')
  expect(said(denied, { event: 'gtm.js' }, granted)).toBe('granted')
  expect(said(denied, granted, withdrawn)).toBe('denied')
})

test('Consent Mode: what a tag manager has thrown out of its list is remembered', () => {
  const before = readConsentMode([command('consent', 'update', { analytics_storage: 'granted' })])
  expect(consentModeSaid(readConsentMode([{ event: 'later' }], before)).performance).toBe('granted')
})

test('Consent Mode: targeting needs each of its storages that is named', () => {
  const state = readConsentMode([
    command('consent', 'update', { ad_storage: 'granted', ad_user_data: 'denied' }),
  ])
  expect(consentModeSaid(state)).toEqual({ targeting: 'denied' })
})

test.each([
  ['the window is open', { ...tcfOf(1, 8), eventStatus: 'cmpuishown' }, 'unknown'],
  ['nothing was said', null, 'unknown'],
  ['measuring was allowed', tcfOf(1, 8), 'granted'],
  ['storing was not', tcfOf(8), 'denied'],
  ['the law does not ask', { gdprApplies: false }, 'granted'],
])('TCF: %s', (_, data, performance) => {
  expect(tcfSaid(data).performance).toBe(performance)
})

test('a platform that has not answered is waited for, whatever else is said', () => {
  const platform = createPlatform()
  const consent = createConsent({ page: { __tcfapi: platform.api } })
  consent.set({ performance: true })
  expect(consent.$consent.get().performance).toBe('unknown')
  platform.say(tcfOf(1, 8))
  expect(consent.$consent.get().performance).toBe('granted')
  platform.say(tcfOf())
  expect(consent.$consent.get().performance).toBe('denied')
  consent.stop()
  expect(platform.listeners.size).toBe(0)
})

test('Global Privacy Control stands above every yes', () => {
  const page = {
    navigator: { globalPrivacyControl: true },
    dataLayer: [command('consent', 'update', { analytics_storage: 'granted' })],
  }
  const consent = createConsent({ page })
  consent.set({ performance: true, targeting: true, functional: true })
  expect(consent.$consent.get()).toEqual({
    essential: 'granted',
    functional: 'granted',
    performance: 'denied',
    targeting: 'denied',
  })
})

test('what the page says adds up, and a no is taken back by a yes', () => {
  const consent = createConsent({ page: {} })
  consent.set({ performance: false })
  consent.set({ functional: true })
  expect(consent.$consent.get()).toMatchObject({ performance: 'denied', functional: 'granted' })
  consent.set({ performance: true })
  expect(consent.$consent.get().performance).toBe('granted')
})
