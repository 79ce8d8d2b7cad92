import '@tote/testkit/dom/setup'
import { html } from 'lit'
import { expect, onTestFinished, test, vi } from 'vitest'
import { drawAfter, UnhurriedElement } from './unhurried-element.ts'

class TestCard extends UnhurriedElement {
  override render() {
    return html`a card`
  }
}
customElements.define('test-unhurried-card', TestCard)

test('while a picture is on its way an element that was not drawn yet waits, and one that was does not', async () => {
  const [before, after] = [new TestCard(), new TestCard()]
  document.body.append(before)
  onTestFinished(() => [before, after].forEach((card) => card.remove()))
  await before.updateComplete
  const picture = Promise.withResolvers<void>()
  drawAfter(picture.promise)
  document.body.append(after)
  before.requestUpdate()
  await before.updateComplete
  // As many tasks as it would have needed.
  for (let task = 0; task < 5; task += 1) await new Promise((done) => setTimeout(done))
  expect([before.hasUpdated, after.hasUpdated]).toEqual([true, false])
  picture.resolve()
  await vi.waitFor(() => expect(after.hasUpdated).toBe(true))
})
