import { afterEach, expect, test } from 'vitest'
import { openBrowser, type BrowserOptions, type TestBrowser } from './open-browser.ts'
import { servePages, type PageServer, type PagesOptions } from './serve-pages.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function device(options: BrowserOptions = { thirdPartyCookies: 'blocked' }): Promise<TestBrowser> {
  const opened = await openBrowser(options)
  closers.push(() => opened.close())
  return opened
}

async function site(options: PagesOptions): Promise<PageServer> {
  const server = await servePages(options)
  closers.push(() => server.close())
  return server
}

test('a page on a site of its own is loaded without a fault', async () => {
  const brand = await site({
    host: 'brand.localhost',
    pages: { '/': '<!doctype html><title>Brand</title><p>Hello</p>' },
  })
  const shopper = await device()
  const page = await shopper.openPage(brand.origin)
  expect(await page.title()).toBe('Brand')
  expect(await page.evaluate('location.host')).toBe(`brand.localhost:${brand.port}`)
  expect(await page.evaluate('isSecureContext')).toBe(true)
  expect(shopper.faults()).toEqual([])
})

test('errors in the console, uncaught errors and failed requests are faults', async () => {
  const brand = await site({
    host: 'brand.localhost',
    pages: {
      '/': `<!doctype html><script>
        console.error('a bad thing')
        setTimeout(() => { throw new Error('nobody caught me') })
        fetch('http://127.0.0.1:9/closed').catch(() => {})
      </script>`,
    },
  })
  const shopper = await device()
  await shopper.openPage(brand.origin)
  await expect
    .poll(() =>
      shopper
        .faults()
        .map(({ kind, text }) => `${kind} ${text}`)
        .join('\n'),
    )
    .toMatch(/console a bad thing[\s\S]*uncaught Error: nobody caught me/)
  await expect
    .poll(() => shopper.faults().some(({ kind, text }) => kind === 'request' && text.includes('/closed')))
    .toBe(true)
  shopper.clearFaults()
  expect(shopper.faults()).toEqual([])
})

test.each([
  ['blocked', false],
  ['allowed', true],
] as const)(
  'with third-party cookies %s a frame of another site sees its cookie: %s',
  async (thirdPartyCookies, isSeen) => {
    const hub = await site({
      host: 'hub.localhost',
      pages: {
        '/': '<!doctype html><script>document.cookie = "place=1; SameSite=None; Secure"</script>',
        '/frame': '<!doctype html><script>parent.postMessage(document.cookie, "*")</script>',
      },
    })
    const market = await site({
      host: 'market.localhost',
      pages: {
        '/': `<!doctype html><script>addEventListener('message', ({ data }) => { document.title = '[' + data + ']' })</script>
        <iframe src="${hub.origin}/frame"></iframe>`,
      },
    })
    const shopper = await device({ thirdPartyCookies })
    const first = await shopper.openPage(hub.origin)
    expect(await first.evaluate('document.cookie')).toBe('place=1')
    const page = await shopper.openPage(market.origin)
    await expect.poll(() => page.title()).toBe(isSeen ? '[place=1]' : '[]')
  },
)

test('the outer world cannot be reached', async () => {
  const brand = await site({ host: 'brand.localhost', pages: { '/': '<!doctype html>' } })
  const shopper = await device()
  const page = await shopper.openPage(brand.origin)
  expect(
    await page.evaluate(`fetch('https://example.com/').then(() => 'reached', () => 'not reached')`),
  ).toBe('not reached')
  expect(shopper.faults().some(({ text }) => text.includes('ERR_NAME_NOT_RESOLVED'))).toBe(true)
})

test('files of a folder are served with their type, and nothing outside it', async () => {
  const here = await site({
    host: 'files.localhost',
    folder: import.meta.dirname,
    headers: { 'x-test': 'yes' },
  })
  const at = (path: string) => fetch(`http://127.0.0.1:${here.port}${path}`)
  const found = await at('/e2e.ts')
  expect([found.status, found.headers.get('x-test')]).toEqual([200, 'yes'])
  expect((await at('/%2e%2e%2fclock/fake-clock.ts')).status).toBe(404)
  expect((await at('/nothing.html')).status).toBe(404)
  expect(here.requests).toEqual(['/e2e.ts', '/../clock/fake-clock.ts', '/nothing.html'])
})
