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

test('what is on the tag is known to be allowed; unknown without it', () => {
  expect(open({ 'data-consent': ' functional performance ' }).start().performance()).toBe('granted')
  expect(open({}).start().performance()).toBe('unknown')
})
