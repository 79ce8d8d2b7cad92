import { ToteCartChangeEvent, ToteErrorEvent, type TotePlayer as PlayerElement } from '@tote/player'
import '@tote/player/define'
import { ToteError } from '@tote/protocol'
import { act, createRef, StrictMode, type ReactNode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { ToteCart, TotePlayer, ToteProductCard } from './components.ts'
import './jsx.ts'

const SHOW = { hub: 'https://hub.example.com', publishableKey: 'pk_testtesttest', show: 'spring' }

beforeEach(() => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
})

function box(): HTMLElement {
  const made = document.createElement('div')
  document.body.append(made)
  onTestFinished(() => made.remove())
  return made
}

async function render(
  node: ReactNode,
): Promise<{ place: HTMLElement; again(next: ReactNode): Promise<void> }> {
  const place = box()
  const root = createRoot(place)
  const again = (next: ReactNode) => act(async () => root.render(<StrictMode>{next}</StrictMode>))
  onTestFinished(() => act(async () => root.unmount()))
  await again(node)
  return { place, again }
}

const change = () =>
  new ToteCartChangeEvent({ action: 'undo', outcome: Promise.resolve({ status: 'accepted' }) })

/** As a shop writes it; the compiler holds it against the types, strictly. */
function Sample({ onChange, onClick }: { onChange(event: ToteCartChangeEvent): void; onClick(): void }) {
  const ref = createRef<PlayerElement>()
  return (
    <>
      <TotePlayer
        key="player"
        ref={ref}
        {...SHOW}
        muted
        streamType="live"
        onToteCartChange={onChange}
        onClick={onClick}
      />
      <ToteCart key="basket" badge for="player" className="basket" aria-label="Basket" data-place="header" />
      <tote-cart key="bare" ref={createRef()} badge ontote-cart-change={onChange} onClick={onClick} />
      {/* @ts-expect-error There is no such theme. */}
      <ToteCart theme="blue" />
      {/* @ts-expect-error An event is not one of another element. */}
      <ToteCart onTotePlayerGone={onChange} />
      {/* @ts-expect-error A handler takes the event's own class. */}
      <tote-cart ontote-cart-change={(event: MouseEvent) => event.clientX} />
      {/* @ts-expect-error A show is named by a text. */}
      <tote-player show={7} />
    </>
  )
}

test('[U35] a strict sample has key, ref, onClick and our events', async () => {
  const onChange = vi.fn<(event: ToteCartChangeEvent) => void>()
  const onClick = vi.fn<() => void>()
  vi.spyOn(console, 'error').mockReturnValue()
  const { place } = await render(<Sample onChange={onChange} onClick={onClick} />)
  for (const selector of ['tote-player', 'tote-cart:not(.basket)[badge]']) {
    const element = place.querySelector<HTMLElement>(selector)
    element?.dispatchEvent(change())
    element?.click()
  }
  expect(onChange.mock.calls.map(([event]) => event.detail.action)).toEqual(['undo', 'undo'])
  expect(onClick).toHaveBeenCalledTimes(2)
  const basket = place.querySelector('.basket')
  expect(basket?.getAttributeNames().toSorted()).toEqual(['aria-label', 'badge', 'class', 'data-place'])
})

test('[U36] a handler hears each event once, and no more when it is exchanged', async () => {
  const first = vi.fn<(event: ToteErrorEvent) => void>()
  const second = vi.fn<(event: ToteErrorEvent) => void>()
  const played = vi.fn<() => void>()
  const { place, again } = await render(<TotePlayer {...SHOW} onToteError={first} onPlay={played} />)
  const player = place.querySelector('tote-player')
  if (player === null) throw new Error('there is no player')
  const error = new ToteErrorEvent(new ToteError('hub_unreachable'))
  player.dispatchEvent(error)
  player.dispatchEvent(new Event('play'))
  await again(<TotePlayer {...SHOW} onToteError={second} />)
  player.dispatchEvent(error)
  player.dispatchEvent(new Event('play'))
  expect([first, second, played].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1])
})

test('objects are given as properties and never become attributes', async () => {
  const messages = { 'cart.title': 'Your bag' }
  const { place, again } = await render(<ToteCart messages={messages} />)
  const cart = place.querySelector('tote-cart')
  expect([cart?.messages, cart?.getAttributeNames()]).toEqual([messages, []])
  await again(<ToteCart />)
  expect(cart?.messages).toBeUndefined()
})

test('[U21] server and first client render are equal, and nothing sprouts when the elements take over', async () => {
  const faults = vi.spyOn(console, 'error')
  const heard = vi.fn<(event: ToteCartChangeEvent) => void>()
  const page = (
    <TotePlayer {...SHOW} muted theme="dark" onToteCartChange={heard}>
      <a href="/spring">Watch Spring</a>
      <ToteProductCard product="mug" compact />
    </TotePlayer>
  )
  const html = renderToString(page)
  expect(html).toContain(
    '<tote-player hub="https://hub.example.com" publishable-key="pk_testtesttest" show="spring"',
  )
  expect(html).toContain(
    '<img slot="poster" src="https://hub.example.com/v1/shows/spring/poster?key=pk_testtesttest"',
  )
  const place = box()
  place.append(...new DOMParser().parseFromString(html, 'text/html').body.childNodes)
  const before = markupOf(place)
  const mismatches: unknown[] = []
  const root = await act(async () =>
    hydrateRoot(place, page, { onRecoverableError: (error) => mismatches.push(error) }),
  )
  onTestFinished(() => act(async () => root.unmount()))
  await place.querySelector('tote-player')?.updateComplete
  expect(mismatches).toEqual([])
  expect(faults.mock.calls.filter(([text]) => /hydrat|did not match/i.test(String(text)))).toEqual([])
  expect(markupOf(place)).toBe(before)
  place.querySelector('tote-player')?.dispatchEvent(change())
  expect(heard).toHaveBeenCalledOnce()
})

test('a poster among the children stands alone', () => {
  const html = renderToString(
    <TotePlayer {...SHOW}>
      <img slot="poster" src="/own.webp" alt="" />
    </TotePlayer>,
  )
  expect(html.match(/slot="poster"/g)).toHaveLength(1)
  expect(html).toContain('/own.webp')
})

/** Tags and attributes of the page's own, as the page's author would see them. */
function markupOf(place: HTMLElement): string {
  return new XMLSerializer().serializeToString(place)
}
