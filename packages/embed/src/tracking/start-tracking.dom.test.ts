import { expect, onTestFinished, test } from 'vitest'
import { openTestPage } from '../page-fixtures.ts'
import { startTracking } from './start-tracking.ts'

/** A page with this on its script tag, and the script run. */
function open(attributes: Readonly<Record<string, string>>) {
  const page = openTestPage('')
  const tag = page.document.createElement('script')
  for (const [name, value] of Object.entries({ 'data-track': '', ...attributes }))
    tag.setAttribute(name, value)
  page.document.head.append(tag)
  const tote = page.start()
  if (tote === null) throw new Error('no embed')
  const start = () => {
    const tracking = startTracking(page.document)
    onTestFinished(() => {
      tracking.stop()
      page.remove()
    })
    return { tracking, performance: () => tracking.consent.$consent.get().performance }
  }
  return { tote, start }
}

test('what the page says of consent counts from before tracking is there, and from after it', () => {
  const { tote, start } = open({})
  tote.consent.set({ functional: true })
  tote.consent.set({ performance: false })
  const { tracking, performance } = start()
  expect(tracking.consent.$consent.get()).toMatchObject({ functional: 'granted', performance: 'denied' })
  tote.consent.set({ performance: true })
  expect(performance()).toBe('granted')
  expect(tote.tracking).toBe(tracking)
})

/** A consent platform as IAB TCF has it, on the page that the script is on. */
function putPlatform() {
  const listeners = new Map<number, (data: object, isDone: boolean) => void>()
  const api = (
    command: string,
    _version: number,
    callback: (data: object, isDone: boolean) => void,
    listenerId?: number,
  ): void => {
    if (command === 'addEventListener') {
      listeners.set(listeners.size + 1, callback)
      callback({ listenerId: listeners.size, eventStatus: 'cmpuishown', gdprApplies: true }, true)
    }
    if (command === 'removeEventListener' && listenerId !== undefined) listeners.delete(listenerId)
  }
  Reflect.set(window, '__tcfapi', api)
  onTestFinished(() => void Reflect.deleteProperty(window, '__tcfapi'))
  return {
    listeners,
    choose(...purposes: readonly number[]) {
      const consents = Object.fromEntries(purposes.map((purpose) => [purpose, true]))
      const data = { eventStatus: 'useractioncomplete', gdprApplies: true, purpose: { consents } }
      for (const [listenerId, tell] of listeners) tell({ ...data, listenerId }, true)
    },
  }
}

/** Google's own stub, as a page has it before any script of theirs is there: calls wait in the list. */
const GTAG = 'window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);}'

function putGtag(): (...given: unknown[]) => void {
  const stub = document.createElement('script')
  stub.textContent = GTAG
  document.head.append(stub)
  onTestFinished(() => {
    stub.remove()
    Reflect.deleteProperty(window, 'dataLayer')
  })
  const gtag: unknown = Reflect.get(window, 'gtag')
  if (typeof gtag !== 'function') throw new Error('the stub did not run')
  return (...given) => void Reflect.apply(gtag, window, given)
}

/** This very page with our script tag on it, and the script run. */
function startHere(attributes: Readonly<Record<string, string>> = {}) {
  const tag = document.createElement('script')
  for (const [name, value] of Object.entries({ 'data-track': '', ...attributes }))
    tag.setAttribute(name, value)
  document.head.append(tag)
  const tracking = startTracking(document)
  const stop = () => {
    tracking.stop()
    tag.remove()
  }
  onTestFinished(stop)
  return { tracking, stop, now: () => tracking.consent.look() }
}

test('[U63] a consent platform by IAB TCF is asked, waited for, and heard when the shopper thinks again', () => {
  const platform = putPlatform()
  const { now, stop } = startHere({ 'data-consent': 'performance targeting functional' })
  // The page's own yes does not run ahead of it.
  expect(now()).toMatchObject({ performance: 'unknown', targeting: 'unknown', functional: 'unknown' })
  platform.choose(1, 8)
  expect(now()).toMatchObject({ performance: 'granted', targeting: 'denied', functional: 'granted' })
  platform.choose(1)
  expect(now().performance).toBe('denied')
  expect(platform.listeners.size).toBe(1)
  stop()
  expect(platform.listeners.size).toBe(0)
})

test('a consent platform that comes after the script is found', () => {
  const { now } = startHere({ 'data-consent': 'performance' })
  expect(now().performance).toBe('granted')
  const platform = putPlatform()
  expect(now().performance).toBe('unknown')
  platform.choose(1, 8)
  expect(now().performance).toBe('granted')
})

test('[U63] Consent Mode is read of what gtag has queued before the script, and of what it says later', () => {
  const gtag = putGtag()
  const none = { analytics_storage: 'denied', ad_storage: 'denied', ad_user_data: 'denied' }
  gtag('consent', 'default', { ...none, functionality_storage: 'granted', wait_for_update: 500 })
  gtag('js', new Date())
  const { now } = startHere()
  expect(now()).toMatchObject({ functional: 'granted', performance: 'unknown', targeting: 'unknown' })
  gtag('consent', 'update', { analytics_storage: 'granted', ad_storage: 'denied' })
  expect(now()).toMatchObject({ performance: 'granted', targeting: 'denied' })
  gtag('consent', 'update', { analytics_storage: 'denied' })
  expect(now().performance).toBe('denied')
})

test('what is on the tag is known to be allowed; unknown without it', () => {
  expect(open({ 'data-consent': ' functional performance ' }).start().performance()).toBe('granted')
  expect(open({}).start().performance()).toBe('unknown')
})
