import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { createTote } from '@tote/core'
import { createTempFolder, findFreePort, startProcess, type RunningProcess } from '@tote/testkit/e2e'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

const here = fileURLToPath(new URL('../', import.meta.url))
const KEY = 'pk_headlesstest'
const HOST_KEY = 'hk_headlesstestheadless'
const ORIGIN = 'https://portal.example'

const product = (id: string, title: string, variants: [id: string, stock: number][]) => ({
  id,
  title,
  variants: variants.map(([variant, stock]) => ({
    id: variant,
    title: variant,
    price: 1900,
    stock: { shelf: stock },
  })),
})

let folder: Awaited<ReturnType<typeof createTempFolder>>
let hub: RunningProcess
let hubOrigin: string
let publicOrigin: string

beforeAll(async () => {
  folder = await createTempFolder('headless')
  const tenant = {
    id: 'maison',
    name: 'Maison',
    publishableKey: KEY,
    hostKey: HOST_KEY,
    channels: [{ name: 'Portal', origin: ORIGIN }],
    catalogue: join(folder.path, 'catalogue.json'),
    shows: [{ id: 'spring', title: 'Spring', status: 'live', startsAt: Date.now() - 60_000 }],
  }
  const catalogue = {
    currency: 'EUR',
    locations: [{ id: 'shelf', name: 'Shelf', kind: 'warehouse' }],
    products: [
      product('mug', 'The mug', [
        ['mug-blue', 0],
        ['mug-green', 9],
      ]),
      product('hat', 'The hat', [['hat-felt', 9]]),
    ],
  }
  writeFileSync(join(folder.path, 'tenant.json'), JSON.stringify(tenant))
  writeFileSync(join(folder.path, 'catalogue.json'), JSON.stringify(catalogue))
  const port = await findFreePort()
  hubOrigin = `http://127.0.0.1:${port}`
  publicOrigin = `http://hub.localhost:${port}`
  hub = await startProcess({
    command: process.execPath,
    args: ['--conditions=tote-source', join(here, '../../packages/server/src/main.ts'), 'serve'],
    cwd: folder.path,
    env: {
      TOTE_DATABASE_URL: `sqlite:${join(folder.path, 'tote.db')}`,
      TOTE_PORT: String(port),
      // Browsers know it by another name than the script does.
      TOTE_PUBLIC_URL: publicOrigin,
      TOTE_TENANTS: join(folder.path, 'tenant.json'),
    },
    readyWhen: /"msg":"listening"/,
  })
})

afterAll(async () => {
  await hub.stop()
  await folder.remove()
})

const watch = (readyWhen: RegExp, env: Record<string, string | undefined> = {}) =>
  startProcess({
    command: process.execPath,
    args: ['--conditions=tote-source', join(here, 'watch.ts')],
    env: { TOTE_HUB: hubOrigin, TOTE_KEY: KEY, TOTE_SHOW: 'spring', TOTE_ORIGIN: ORIGIN, ...env },
    readyWhen,
  })

async function pin(productId: string): Promise<void> {
  const headers = { 'content-type': 'application/json', origin: publicOrigin }
  const session = await fetch(`${hubOrigin}/v1/console/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ hostKey: HOST_KEY }),
  })
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const posted = await fetch(`${hubOrigin}/v1/console/shows/spring/cues`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ intent: { kind: 'pinProduct', productId } }),
  })
  expect(posted.status).toBeLessThan(300)
}

test('a script without a picture sees each pin, adds the first product once, and ends when asked', async () => {
  const script = await watch(/Watching “Spring” by Maison\./)
  onTestFinished(() => script.kill())

  await pin('mug')
  await script.waitFor(/Pinned: The mug\./)
  await script.waitFor(/Add mug-green: accepted\./)
  await pin('hat')
  await script.waitFor(/Pinned: The hat\./)

  expect(await script.stop()).toBe(0)
  expect(script.output().match(/^(Pinned|Add).*$/gm)).toEqual([
    'Pinned: The mug.',
    'Add mug-green: accepted.',
    'Pinned: The hat.',
  ])
})

test('what somebody says beside the show is printed, once', async () => {
  const script = await watch(/Watching “Spring” by Maison\./)
  onTestFinished(() => script.kill())
  const other = createTote({ hub: hubOrigin, key: KEY, show: 'spring', origin: ORIGIN })
  onTestFinished(() => other.stop())
  const isOnline = new Promise<void>((done) =>
    other.connection.$connection.subscribe(({ status }) => {
      if (status === 'online') done()
    }),
  )
  await other.start()
  await isOnline
  expect(await other.chat.send('How tall is the mug?')).toEqual({ status: 'accepted' })
  await script.waitFor(/Said: How tall is the mug\?/)
  expect(await other.chat.send('Ah, there it says.')).toEqual({ status: 'accepted' })
  await script.waitFor(/Said: Ah, there it says\./)
  expect(script.output().match(/^Said: How tall/gm)).toHaveLength(1)
})

test.each(['TOTE_HUB', 'TOTE_KEY', 'TOTE_SHOW', 'TOTE_ORIGIN'])(
  'without %s the script says so and ends',
  async (name) => {
    await expect(watch(/Watching/, { [name]: undefined })).rejects.toThrow(`${name} is not set`)
  },
)

test('a site that is on no list is told why nothing comes', async () => {
  const script = await watch(/^origin: /m, { TOTE_ORIGIN: 'https://elsewhere.example' })
  onTestFinished(() => script.kill())
  expect(script.output()).not.toContain('Watching')
})
