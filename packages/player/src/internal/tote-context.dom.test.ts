import type { Tote } from '@tote/core'
import { ContextProvider } from '@lit/context'
import { elementUpdated, fixture, html } from '@tote/testkit/dom'
import { expect, test } from 'vitest'
import { ToteCart } from '../tote-cart/tote-cart.ts'
import { createTestTote } from './testing/tote-fixtures.ts'
import { toteContext } from './tote-context.ts'

class Probe extends ToteCart {
  get found() {
    return this.current
  }
}
customElements.define('tote-probe', Probe)

/** Stands for the player: a property and the event that says it changed. */
class FakePlayer extends HTMLElement {
  tote: Tote | null = null

  give(tote: Tote | null) {
    this.tote = tote
    this.dispatchEvent(new Event('tote-ready', { bubbles: true, composed: true }))
  }
}
customElements.define('tote-player', FakePlayer)

async function page(content: ReturnType<typeof html>) {
  const box = await fixture<HTMLElement>(html`<main>${content}</main>`)
  const probe = box.querySelector<Probe>('tote-probe')
  const players = [...box.querySelectorAll<FakePlayer>('tote-player')]
  if (probe === null) throw new Error('the page has a probe')
  return { box, probe, players }
}

const tote = () => createTestTote().tote

test('the first player of the page is found, before and after it is ready', async () => {
  const { probe, players } = await page(html`<tote-probe></tote-probe><tote-player></tote-player>`)
  expect(probe.found).toBeNull()
  const first = tote()
  players[0]?.give(first)
  expect(probe.found).toBe(first)
})

test('`for` names another one, and may change', async () => {
  const { probe, players } = await page(
    html`<tote-player id="a"></tote-player><tote-player id="b"></tote-player
      ><tote-probe for="b"></tote-probe>`,
  )
  const [a, b] = [tote(), tote()]
  players[0]?.give(a)
  players[1]?.give(b)
  expect(probe.found).toBe(b)
  probe.for = 'a'
  await elementUpdated(probe)
  expect(probe.found).toBe(a)
  probe.for = 'nobody'
  await elementUpdated(probe)
  expect(probe.found).toBeNull()
})

test('a given tote comes before all others, also when it is none', async () => {
  const { probe, players } = await page(html`<tote-player></tote-player><tote-probe></tote-probe>`)
  players[0]?.give(tote())
  const own = tote()
  probe.tote = own
  expect(probe.found).toBe(own)
  probe.tote = null
  expect(probe.found).toBeNull()
})

test('the context around it comes before the first player', async () => {
  const box = await fixture<HTMLElement>(
    html`<main>
      <tote-player></tote-player>
      <section></section>
    </main>`,
  )
  const around = tote()
  const section = box.querySelector('section')
  if (section === null) throw new Error('the page has a section')
  const provider = new ContextProvider(section, { context: toteContext, initialValue: around })
  provider.hostConnected()
  box.querySelector<FakePlayer>('tote-player')?.give(tote())
  const probe = document.createElement('tote-probe')
  section.append(probe)
  expect((probe as Probe).found).toBe(around)
})

test('a player that comes later, even inside a shadow root, is found', async () => {
  const { box, probe } = await page(
    html`<tote-probe></tote-probe>
      <div></div>`,
  )
  const root = box.querySelector('div')?.attachShadow({ mode: 'open' })
  const player = new FakePlayer()
  root?.append(player)
  const late = tote()
  player.give(late)
  expect(probe.found).toBe(late)
})

test('an element that moves follows its stores again', async () => {
  const { box, probe, players } = await page(html`<tote-player></tote-player><tote-probe></tote-probe>`)
  const { tote: given, $cart } = createTestTote()
  players[0]?.give(given)
  probe.remove()
  box.prepend(probe)
  await elementUpdated(probe)
  $cart.set({ ...$cart.get(), status: 'loading' })
  await elementUpdated(probe)
  expect(probe.renderRoot.querySelector('.ghosts')).not.toBeNull()
})
