import { locationIdSchema, ToteError, type CueIntent } from '@tote/protocol'
import { fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { creditOf, infoOf, pickupOf, session, storeTaskOf } from '../console-fixtures.ts'
import { defineConsole } from '../define-console.ts'
import type { HubApi } from '../hub-api.ts'
import type { ToteConsole } from './tote-console.ts'

defineConsole()

const KEY = 'hk_goodgoodgoodgood'
/** What the console's own Totes asked of the hub. */
let asked: string[] = []

beforeEach(() => {
  asked = []
  // The show is told; a journey never opens, so nothing here goes over a network.
  vi.stubGlobal('fetch', (input: string) => {
    const { pathname } = new URL(input, location.href)
    asked.push(pathname)
    const show = /^\/v1\/shows\/(.+)$/.exec(pathname)?.[1]
    return show === undefined ? new Promise(() => {}) : Promise.resolve(Response.json(infoOf(show)))
  })
})
afterEach(() => vi.unstubAllGlobals())

interface FakeApi extends HubApi {
  readonly posted: (readonly [show: string, CueIntent])[]
  fault: ToteError | null
  /** Answers wait for this. */
  gate: Promise<void>
}

function createApi(): FakeApi {
  const api: FakeApi = {
    posted: [],
    fault: null,
    gate: Promise.resolve(),
    session: () => Promise.resolve(null),
    async signIn(hostKey) {
      await api.gate
      if (hostKey !== KEY) throw new ToteError('unauthorised')
      return session
    },
    signOut: () => Promise.resolve(),
    // Never answered: the studio shows without it.
    waiting: () => Promise.resolve({ lines: [] }),
    tracking: () => new Promise<never>(() => undefined),
    async postCue(showId, intent) {
      ;(api.posted as [string, CueIntent][]).push([showId, intent])
      await api.gate
      if (api.fault !== null) throw api.fault
      return { seq: 1, at: Date.now(), cue: { kind: 'showStarted' } }
    },
    credit: () => Promise.resolve(creditOf()),
    findPickup: () => Promise.resolve(pickupOf()),
    handOver: () => Promise.resolve(pickupOf({ isNew: true })),
    tasks: () => Promise.resolve({ tasks: [storeTaskOf()], hasMore: false }),
    finishTask: () => new Promise<never>(() => undefined),
    adjustPoints: () => new Promise<never>(() => undefined),
    audit: () => Promise.resolve({ entries: [], next: null }),
  }
  return api
}

async function mount(api: FakeApi = createApi()): Promise<{ element: ToteConsole; api: FakeApi }> {
  const element = await fixture<ToteConsole>(html`<tote-console .api=${api}></tote-console>`)
  return { element, api }
}

const field = () => page.getByLabelText('Key')
const signInButton = () => page.getByRole('button', { name: 'Sign in' })
const heading = (name: string) => page.getByRole('heading', { name, level: 1 })

async function signIn(key: string): Promise<void> {
  await userEvent.fill(field(), key)
  await userEvent.keyboard('{Enter}')
}

async function mountStudio() {
  const mounted = await mount()
  await signIn(KEY)
  await expect.element(page.getByRole('button', { name: 'Pin The mug' })).toBeVisible()
  return mounted
}

test('the form to sign in is accessible, and by keyboard a good key opens the running show', async () => {
  const { element } = await mount()
  await expect.element(signInButton()).toBeEnabled()
  await expect(element).to.be.accessible()
  await signIn(KEY)
  await expect.element(heading('Spring')).toBeVisible()
})

test('a wrong key is told each time, and can be tried again', async () => {
  await mount()
  for (const key of ['hk_wrong', 'hk_wrong_again']) {
    await signIn(key)
    await expect.element(page.getByText(/Nothing opens with this key/)).toBeVisible()
    await expect.element(field()).toHaveAttribute('aria-invalid', 'true')
    await expect.element(signInButton()).toBeEnabled()
  }
  await signIn(KEY)
  await expect.element(heading('Spring')).toBeVisible()
})

test('while the hub is asked the button waits', async () => {
  const { api } = await mount()
  let open = () => {}
  api.gate = new Promise((done) => (open = done))
  await signIn(KEY)
  await expect.element(signInButton()).toBeDisabled()
  open()
  await expect.element(heading('Spring')).toBeVisible()
})

test('a hub that does not answer is told, with the form to try again', async () => {
  const api = createApi()
  api.session = () => Promise.reject(new ToteError('hub_unreachable', 'The hub does not answer.'))
  await mount(api)
  await expect.element(page.getByRole('alert')).toHaveTextContent('The hub does not answer.')
  await expect.element(signInButton()).toBeEnabled()
})

test('the studio shows what can be done, accessibly, and one press posts one cue', async () => {
  const { element, api } = await mountStudio()
  await expect(element).to.be.accessible()
  await userEvent.click(page.getByRole('button', { name: 'Pin The mug' }))
  await expect.element(page.getByRole('log').getByText(/Pinned The mug\./)).toBeVisible()
  expect(api.posted).toEqual([['spring', { kind: 'pinProduct', productId: 'mug' }]])
})

test('each product waits for its own answer', async () => {
  const { api } = await mountStudio()
  let open = () => {}
  api.gate = new Promise((done) => (open = done))
  const [mug, hat] = ['The mug', 'The hat'].map((title) => page.getByRole('button', { name: `Pin ${title}` }))
  if (mug === undefined || hat === undefined) throw new Error('two products')
  await userEvent.click(mug)
  await userEvent.click(hat)
  await expect.element(mug).toBeDisabled()
  await expect.element(hat).toBeDisabled()
  open()
  await expect.element(mug).toBeEnabled()
  await expect.element(hat).toBeEnabled()
})

test('what the hub refuses is told as not done', async () => {
  const { api } = await mountStudio()
  api.fault = new ToteError('rate')
  await userEvent.click(page.getByRole('button', { name: 'Pin The mug' }))
  await expect
    .element(page.getByRole('log').getByText(/Not done: Pinned The mug\. Too many messages/))
    .toBeVisible()
})

test('a session that is over leads back to the form', async () => {
  const { api } = await mountStudio()
  api.fault = new ToteError('unauthorised')
  await userEvent.click(page.getByRole('button', { name: 'Pin The mug' }))
  await expect.element(signInButton()).toBeVisible()
})

test('another show is entered by choosing it', async () => {
  await mountStudio()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Show' }), 'Winter')
  await expect.element(heading('Winter')).toBeVisible()
  await expect.poll(() => asked).toContain('/v1/shows/winter')
})

test('after signing out nothing follows the show any more', async () => {
  await mountStudio()
  const before = asked.filter((path) => path.startsWith('/v1/shows/')).length
  await userEvent.click(page.getByRole('button', { name: 'Sign out' }))
  await expect.element(signInButton()).toBeVisible()
  // Whatever was begun opens its storage and asks for its show; the form asks for nothing.
  for (let turn = 0; turn < 20; turn += 1) await new Promise(requestAnimationFrame)
  expect(asked.filter((path) => path.startsWith('/v1/shows/'))).toHaveLength(before)
})

test('what was sold is a page of its own, and back; the show is not followed meanwhile', async () => {
  const { element } = await mountStudio()
  await userEvent.click(page.getByRole('button', { name: 'Sales' }))
  await expect.element(heading('Sales of Maison')).toBeVisible()
  // Who came by the keyboard is where the page begins.
  const sales = element.shadowRoot?.querySelector('tote-console-sales')
  expect(sales?.shadowRoot?.activeElement?.localName).toBe('h1')
  await expect.element(page.getByRole('rowheader', { name: 'Spring' })).toBeVisible()
  await expect(element).to.be.accessible()
  await userEvent.click(page.getByRole('button', { name: 'Shows' }))
  await expect.element(page.getByRole('button', { name: 'Pin The mug' })).toBeVisible()
})

test('pick-ups are one button away, and shows another', async () => {
  await mountStudio()
  await userEvent.click(page.getByRole('button', { name: 'Orders' }))
  await expect.element(heading('Orders at Maison')).toBeVisible()
  await expect.element(page.getByRole('heading', { name: 'Order 1001 at Rue Verte' })).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Shows' }))
  await expect.element(page.getByRole('button', { name: 'Pin The mug' })).toBeVisible()
})

test('what was done is one button away, and shows another', async () => {
  await mountStudio()
  await userEvent.click(page.getByRole('button', { name: 'Log' }))
  await expect.element(heading('What was done')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Shows' }))
  await expect.element(page.getByRole('button', { name: 'Pin The mug' })).toBeVisible()
})

test('an associate hands over and sees no show', async () => {
  const api = createApi()
  const associate = { name: 'Mia', store: { id: locationIdSchema.parse('rue'), name: 'Rue Verte' } }
  api.signIn = () => Promise.resolve({ ...session, shows: [], associate })
  await mount(api)
  await signIn('ak_miamiamiamiamiamia')
  await expect.element(heading('Orders at Rue Verte')).toBeVisible()
  await expect.element(page.getByRole('heading', { name: 'Order 1001', exact: true })).toBeVisible()
  expect(page.getByRole('button', { name: 'Shows' }).elements()).toHaveLength(0)
})

test('a code that a phone scanned is looked up after signing in, and leaves the address', async () => {
  const here = location.pathname + location.search
  history.replaceState(null, '', `${here}#pickup=WDJBMJHT`)
  await mount()
  expect(location.hash).toBe('')
  await signIn(KEY)
  await expect.element(page.getByRole('heading', { name: 'Order 1001' })).toBeVisible()
})
