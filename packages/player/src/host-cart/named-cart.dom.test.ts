import { expect, onTestFinished, test, vi } from 'vitest'
import { bridgeNamedCart } from './named-cart.ts'
import { readNamedVariants } from './named-variants.ts'

function openPage(body: string): Document {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  onTestFinished(() => frame.remove())
  const page = frame.contentDocument
  if (page === null) throw new Error('a frame has no page')
  page.body.append(...new DOMParser().parseFromString(body, 'text/html').body.childNodes)
  return page
}

const variants = (text: string) =>
  openPage(`<p></p><script type="application/json" data-tote-variants>${text}</script>`)

test('a page says what its shop calls our variants, or nothing', () => {
  expect(readNamedVariants(openPage(''))).toEqual({})
  expect(readNamedVariants(variants('{"shirt-m":"36110175633573"}'))).toEqual({ 'shirt-m': '36110175633573' })
})

test.each(['', '[]', 'null', '{"a":1}', '{', '"a"'])(
  '%j is told to who builds the page, and nothing is bridged',
  (text) => {
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => console.mockRestore())
    const page = variants(text)
    page.querySelector('p')?.setAttribute('host-cart', 'shopify')
    bridgeNamedCart(page)
    expect(console).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('data-tote-variants'))
  },
)

test('a name that is none of ours is told once a page, with what would do', () => {
  const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => console.mockRestore())
  const page = openPage('<p data-host-cart="magento"></p>')
  bridgeNamedCart(page)
  bridgeNamedCart(page)
  expect(console).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('it must be "shopify"'))
})
