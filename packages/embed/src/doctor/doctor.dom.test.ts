import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { HUB, openTestPage, TAG, type TestPage } from '../page-fixtures.ts'
import { openDoctor } from './doctor.ts'
import { openPanel } from './doctor-panel.ts'
import { fault, look, well } from './finding.ts'

const pages: TestPage[] = []
afterEach(() => {
  for (const page of pages.splice(0)) page.remove()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** A page whose hub and stream answer as told, and whose sockets open if told so. */
function open(body: string, answers: Readonly<Record<string, Response | Error>>, canConnect = true) {
  const page = openTestPage(body)
  pages.push(page)
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    const answer = answers[new URL(new Request(url).url).origin] ?? new TypeError('Failed to fetch')
    // What answers without letting itself be read, as a server without CORS does.
    if (answer instanceof RangeError)
      return init?.mode === 'no-cors' ? Promise.resolve(new Response()) : Promise.reject(answer)
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer.clone())
  })
  class Socket extends EventTarget {
    constructor() {
      super()
      queueMicrotask(() => this.dispatchEvent(new Event(canConnect ? 'open' : 'error')))
    }
    close() {
      // Nothing is open.
    }
  }
  Object.assign(page.window, { WebSocket: Socket })
  return page
}

function panelOf({ document }: TestPage) {
  const panel = document.querySelector('[role=region]')
  if (panel?.shadowRoot == null) throw new Error('no panel')
  return { panel, root: panel.shadowRoot, text: () => panel.shadowRoot?.textContent ?? '' }
}

const show = (stream: string) => Response.json({ show: { id: 'spring', stream } })

test('a page that is set up well has nothing to mend', async () => {
  const page = open('<tote-player show="spring"></tote-player>', {
    [HUB]: show('https://cdn.example.com/live.m3u8'),
    'https://cdn.example.com': new Response('#EXTM3U'),
  })
  await openDoctor(page.document, TAG)
  const { root, text } = panelOf(page)
  expect(root.querySelector('[role=status]')?.textContent).toBe('Tote: nothing to mend')
  expect(text()).toContain('A WebSocket to the hub opens.')
  expect(page.document.querySelector('[style], style')).toBeNull()
  expect(root.querySelector('[style], style')).toBeNull()
})

test('[U30] [U31] each fault is named with the line to add, faults first, in the console too', async () => {
  const page = open(
    '<tote-player></tote-player><tote-player show="spring"></tote-player><button data-tote-launcher>Watch</button>',
    {
      [HUB]: show('https://cdn.example.com/live.m3u8'),
      'https://cdn.example.com': new RangeError('no CORS'),
    },
    false,
  )
  await openDoctor(page.document, TAG)
  const { root } = panelOf(page)
  expect(root.querySelector('[role=status]')?.textContent).toBe('Tote: 4 to mend')
  expect([...root.querySelectorAll('[data-is=fault] code')].map(({ textContent }) => textContent)).toEqual([
    'data-tote-launcher="…"',
    'show="…"',
    'Access-Control-Allow-Origin: *',
    'connect-src wss://hub.example.com',
  ])
  expect(console.warn).toHaveBeenCalledTimes(4)
})

test('what the policy refuses later is added; looking again asks again; it can be closed', async () => {
  const page = open('<tote-player show="spring"></tote-player>', {})
  await openDoctor(page.document, TAG)
  const { root, panel, text } = panelOf(page)
  expect(text()).toContain('Nobody answers at https://hub.example.com')
  const refused = (blockedURI: string) =>
    page.document.dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        effectiveDirective: 'connect-src',
        violatedDirective: 'connect-src',
        blockedURI,
        documentURI: 'https://brand.example/',
        disposition: 'enforce',
        originalPolicy: '',
        statusCode: 200,
      }),
    )
  refused(`${HUB}/v1/shows/spring`)
  expect(text()).toContain('connect-src https://hub.example.com')
  const [again, close] = root.querySelectorAll('button')
  again?.click()
  await vi.waitFor(() => expect(text()).toContain('The page’s own policy forbids asking the hub'))
  close?.click()
  expect(panel.isConnected).toBe(false)
})

test('text of others is text', async () => {
  const page = open('<tote-player show="&lt;img src=x onerror=alert(1)&gt;"></tote-player>', {
    [HUB]: Response.json({ error: { code: 'unknown_show', message: '<b>no</b>' } }, { status: 404 }),
  })
  await openDoctor(page.document, TAG)
  const { root, text } = panelOf(page)
  expect(root.querySelector('img')).toBeNull()
  expect(text()).toContain('<img src=x onerror=alert(1)>')
})

test('the panel can be read and reached by all', async () => {
  const panel = openPanel(document, () => undefined)
  panel.showBusy()
  const host = document.querySelector('[role=region]')
  onTestFinished(() => host?.remove())
  await expect(host).to.be.accessible()
  panel.show([well('There is a key.'), look('Serve it.'), fault('No show.', '<tote-player>', 'show="…"')])
  expect([...(host?.shadowRoot?.querySelectorAll('li') ?? [])].map(({ dataset }) => dataset['is'])).toEqual([
    'fault',
    'look',
    'well',
  ])
  await expect(host).to.be.accessible()
})
