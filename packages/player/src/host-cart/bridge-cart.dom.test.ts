import { expect, onTestFinished, test, vi } from 'vitest'
import { testProduct, testVariant } from '../internal/testing/product-fixtures.ts'
import { createTestTote, testCart } from '../internal/testing/tote-fixtures.ts'
import { bridgeCart } from './bridge-cart.ts'

const PATIENCE = { timeout: 20_000 }
const mug = testProduct({ name: 'mug', variants: [testVariant({ name: 'mug-v' })] })

/** A player of the page, as far as it is asked: what it shows, and its word that this is another. */
function addPlayer() {
  const world = createTestTote({ products: [mug], cart: testCart([]) })
  world.$show.set({
    status: 'ready',
    tenantName: 'Maison',
    // Only whether it is there is asked.
    show: {} as never,
  })
  const player = Object.assign(document.createElement('tote-player'), { tote: world.tote })
  document.body.append(player)
  onTestFinished(() => player.remove())
  const tell = () => player.dispatchEvent(new Event('tote-ready', { bubbles: true, composed: true }))
  return { ...world, player, tell }
}

function hostCart(variantId: string | number = 'mug-v') {
  const hearing = new Set<() => void>()
  return {
    hearing,
    // What a page answers may be anything.
    read: () => [{ variantId, quantity: 1 }] as never,
    write: () => undefined,
    subscribe(hear: () => void) {
      hearing.add(hear)
      return () => hearing.delete(hear)
    },
  }
}

const isMirrored = { op: 'addLine', variantId: 'mug-v', qty: 1 }

test('players that are there and players that come are bridged, each until it is gone or all is stopped', async () => {
  localStorage.clear()
  const first = addPlayer()
  const cart = hostCart()
  const stop = bridgeCart(cart)
  await vi.waitFor(() => expect(first.intents).toContainEqual(['mirror', isMirrored]), PATIENCE)
  const second = addPlayer()
  second.tell()
  expect(cart.hearing.size).toBe(2)
  // The same one shown again is the same.
  second.tell()
  expect(cart.hearing.size).toBe(2)
  Object.assign(second.player, { tote: null })
  second.tell()
  expect(cart.hearing.size).toBe(1)
  stop()
  expect(cart.hearing.size).toBe(0)
  addPlayer().tell()
  expect(cart.hearing.size).toBe(0)
})

test('what the page’s functions do wrong is told to its author, and to nobody else', async () => {
  localStorage.clear()
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => error.mockRestore())
  addPlayer()
  const read = vi.fn<() => never>(() => [{ variantId: 7, quantity: 1 }] as never)
  const stop = bridgeCart({ ...hostCart(), read })
  await vi.waitFor(() => expect(read).toHaveBeenCalled(), PATIENCE)
  stop()
  const tag = Object.assign(document.createElement('script'), { type: 'text/plain' })
  tag.dataset['key'] = 'pk_test'
  tag.dataset['debug'] = ''
  document.head.append(tag)
  onTestFinished(() => tag.remove())
  const again = bridgeCart({ ...hostCart(), read })
  onTestFinished(again)
  await vi.waitFor(() => expect(error).toHaveBeenCalled(), PATIENCE)
  expect(error).toHaveBeenCalledExactlyOnceWith(
    expect.stringContaining("[tote] The page's cart failed at read()"),
  )
})

test('what was asked before a bridge was ended, and goes wrong after, is told to nobody', async () => {
  localStorage.clear()
  addPlayer()
  const wrong = Promise.withResolvers<never>()
  const read = vi.fn<() => Promise<never>>(() => wrong.promise)
  const onFault = vi.fn<(fault: Error) => void>()
  const stop = bridgeCart({ ...hostCart(), read }, { onFault })
  await vi.waitFor(() => expect(read).toHaveBeenCalled(), PATIENCE)
  stop()
  wrong.reject(new Error('too late'))
  // One that is asked after it, and tells.
  const heard = vi.fn<(fault: Error) => void>()
  const next = vi.fn<() => never>(() => {
    throw new Error('in time')
  })
  onTestFinished(bridgeCart({ ...hostCart(), read: next }, { onFault: heard }))
  await vi.waitFor(() => expect(heard).toHaveBeenCalled(), PATIENCE)
  expect(onFault).not.toHaveBeenCalled()
})

test('a cart that lacks a function is refused by name', () => {
  expect(() => bridgeCart({ ...hostCart(), write: undefined as never })).toThrow('write of the page')
})
