import { showSchema } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { pretendFramed } from '../internal/testing/framed-fixtures.ts'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct, testShirt, testVariant } from '../internal/testing/product-fixtures.ts'
import { createTestTote, testCart, testLine } from '../internal/testing/tote-fixtures.ts'
import { ToteShare } from './tote-share.ts'

customElements.define('tote-share', ToteShare)

const here = location.pathname + location.search
afterEach(() => {
  vi.restoreAllMocks()
  history.replaceState(null, '', here)
})

const show = showSchema.parse({ id: 'show', title: 'Show', status: 'live', startsAt: 0 })
const mug = testProduct({ name: 'mug', title: 'Mug', variants: [testVariant({ name: 'mug' })] })

/** A page opened by a link with these contents. */
async function openedBy(contents: string) {
  history.replaceState(null, '', `${here}#tote-cart=${contents}`)
  const made = createTestTote({ products: [mug, testShirt()] })
  made.$show.set({ status: 'ready', show, tenantName: 'Maison' })
  const element = await mount('tote-share', made.tote, { compact: true })
  await elementUpdated(element)
  return { ...made, element }
}

test('a shared basket is asked about by the names things have here, and nothing is added before the yes', async () => {
  const { element, intents } = await openedBy('mug:2,shirt-Chalk-S:1')
  expect(textOf(find(element, '[part=lines]'))).toBe('Mug (2)Linen overshirt, Chalk / S (1)')
  expect(intents).toEqual([])
  await expect(element).to.be.accessible()
  find(element, '[part=add]').click()
  expect(intents).toEqual([
    ['addLine', { variantId: 'mug', quantity: 2 }],
    ['addLine', { variantId: 'shirt-Chalk-S', quantity: 1 }],
  ])
  // A reload asks no second time.
  expect(location.hash).toBe('')
})

test('what is sold out and what is not sold here is named, and left out', async () => {
  const { element, intents } = await openedBy('mug:1,shirt-Clay-M:1,pot-of-gold:9')
  expect(textOf(find(element, '.words'))).toContain('Sold out: Linen overshirt, Clay / M')
  expect(textOf(find(element, '.words'))).toContain('Not sold here: pot-of-gold')
  find(element, '[part=add]').click()
  expect(intents).toEqual([['addLine', { variantId: 'mug', quantity: 1 }]])
})

test.each([
  ['pot-of-gold:1', 'Nothing of this shared basket can be bought here.'],
  ['mug:1,hat', 'The link to a shared basket is not whole. Ask for it again.'],
  ['<img src=x>:1', 'The link to a shared basket is not whole. Ask for it again.'],
  ['%E0%A4%A', 'The link to a shared basket is not whole. Ask for it again.'],
])('%s has nothing to add', async (contents, words) => {
  const { element, intents } = await openedBy(contents)
  expect(textOf(find(element, '.words'))).toContain(words)
  expect(element.renderRoot.querySelector('[part=add], img')).toBeNull()
  find(element, '[part=dismiss]').click()
  await elementUpdated(element)
  expect([location.hash, intents, element.renderRoot.querySelector('.share')]).toEqual(['', [], null])
})

test('a page without such a link asks nothing', async () => {
  const made = createTestTote({ products: [mug] })
  made.$show.set({ status: 'ready', show, tenantName: 'Maison' })
  const element = await mount('tote-share', made.tote, { compact: true })
  expect(element.renderRoot.querySelector('.share')).toBeNull()
})

const cart = testCart([testLine({ name: 'mug', quantity: 2 }), testLine({ name: 'hat' })])

test('the link holds what and how many, and nothing else of the page’s address but its page', async () => {
  history.replaceState(null, '', `${here}#tote=tt_secret`)
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const { tote } = createTestTote({ cart })
  const element = await mount('tote-share', tote)
  find(element, '[part=open]').click()
  find(element, '[part=copy]').click()
  await vi.waitFor(() =>
    expect(textOf(element.renderRoot.querySelector('[role=status]') ?? element)).toBe('The link is copied.'),
  )
  const link = new URL(write.mock.calls[0]?.[0] ?? '')
  expect([link.origin + link.pathname, link.hash]).toEqual([
    location.origin + location.pathname,
    '#tote-cart=mug-v:2,hat-v:1',
  ])
  expect(element.renderRoot.querySelector('[part=shop]')).toBeNull()
  await expect(element).to.be.accessible()
})

test('where it may not be copied, it is shown to be copied by hand', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'))
  const { tote } = createTestTote({ cart })
  const element = await mount('tote-share', tote)
  find(element, '[part=copy]').click()
  await vi.waitFor(() =>
    expect(element.renderRoot.querySelector('input')?.value).toContain('#tote-cart=mug-v:2'),
  )
  await expect(element).to.be.accessible()
})

test('a shop with an address for its cart is led to', async () => {
  const made = createTestTote({ cart })
  made.$show.set({
    status: 'ready',
    show,
    tenantName: 'Maison',
    cartPermalink: 'https://shop.test/cart/{lines}',
  })
  const element = await mount('tote-share', made.tote)
  expect(find(element, '[part=shop]').getAttribute('href')).toBe('https://shop.test/cart/mug-v:2,hat-v:1')
})

describe('in a frame of the hub', () => {
  const PAGE = 'https://portal.test/article?a=1'

  test('a link leads to the page around it', async () => {
    onTestFinished(pretendFramed(PAGE))
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const element = await mount('tote-share', createTestTote({ cart }).tote)
    find(element, '[part=copy]').click()
    await vi.waitFor(() => expect(write).toHaveBeenCalledWith(`${PAGE}#tote-cart=mug-v:2,hat-v:1`))
    write.mockRestore()
  })

  test('whose page says nothing of itself there is none to copy; the shop’s own is there', async () => {
    onTestFinished(pretendFramed(null))
    const made = createTestTote({ cart })
    const element = await mount('tote-share', made.tote)
    expect(element.renderRoot.querySelector('[part=share]')).toBeNull()
    made.$show.set({
      status: 'ready',
      show,
      tenantName: 'Maison',
      cartPermalink: 'https://shop.test/{lines}',
    })
    await vi.waitFor(() => expect(element.renderRoot.querySelector('[part=shop]')).not.toBeNull())
    expect(element.renderRoot.querySelector('[part=copy]')).toBeNull()
  })
})
