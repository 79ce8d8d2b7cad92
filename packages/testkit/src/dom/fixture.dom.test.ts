import { LitElement, html as litHtml } from 'lit'
import { property } from 'lit/decorators.js'
import { expect, test } from 'vitest'
import { elementUpdated, fixture, html, oneEvent } from './dom.ts'

class TestGreeting extends LitElement {
  @property() name = 'you'

  override render() {
    return litHtml`<button @click=${this.#greet}>Greet ${this.name}</button>`
  }

  #greet() {
    this.dispatchEvent(new CustomEvent('test-greeted', { detail: this.name }))
  }
}
customElements.define('test-greeting', TestGreeting)

test('a fixture is rendered, takes changes and tells of events', async () => {
  const greeting = await fixture<TestGreeting>(html`<test-greeting name="Ada"></test-greeting>`)
  const button = greeting.shadowRoot?.querySelector('button')
  expect(button?.textContent).toBe('Greet Ada')

  greeting.name = 'Grace'
  await elementUpdated(greeting)
  expect(button?.textContent).toBe('Greet Grace')

  setTimeout(() => button?.click())
  const event = await oneEvent<CustomEvent<string>>(greeting, 'test-greeted')
  expect(event.detail).toBe('Grace')
})

test('the fixture of the test before is gone', () => {
  expect(document.querySelector('test-greeting')).toBeNull()
})

test('an accessible fixture passes', async () => {
  const element = await fixture(html`<div><button>Add to cart</button><img alt="A mug" /></div>`)
  await expect(element).to.be.accessible()
})

test('an inaccessible fixture fails, naming the rule, also inside a shadow root', async () => {
  const bare = await fixture(html`<div><button></button></div>`)
  await expect(expect(bare).to.be.accessible()).rejects.toThrow('button-name')

  const host = await fixture<HTMLElement>(html`<div></div>`)
  host.attachShadow({ mode: 'open' }).append(document.createElement('input'))
  await expect(expect(host).to.be.accessible()).rejects.toThrow('label')
})

test('asking for the inaccessible fails on the accessible', async () => {
  const element = await fixture(html`<button>Add</button>`)
  await expect(expect(element).to.not.be.accessible()).rejects.toThrow(Error)
})
