import type { Tote } from '@tote/core'
import { LitElement } from 'lit'
import { elementUpdated, fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import type { ToteElement } from '../tote-element.ts'

/** An element in the page with a tote of its own and without motion; its properties are there before it is first drawn. */
export async function mount<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  tote: Tote | null | undefined,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
): Promise<HTMLElementTagNameMap[Tag]> {
  const box = await fixture<HTMLElement>(html`<main></main>`)
  // What is half faded in has half its contrast. Where less motion is asked for, the element sees to that itself.
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches)
    for (const token of ['--tote-duration', '--tote-duration-quick']) box.style.setProperty(token, '0ms')
  const element = document.createElement(tag)
  Object.assign(element, { tote, ...properties })
  box.append(element)
  await elementUpdated(element)
  // What it learns while it is drawn draws it once more.
  if (element instanceof LitElement) while (!(await element.updateComplete));
  return element
}

/** The one element in its shadow that a test is about. @throws Error when it is not there. */
export function find(element: ToteElement, selector: string): HTMLElement {
  const found = element.renderRoot.querySelector<HTMLElement>(selector)
  if (found === null) throw new Error(`nothing in <${element.localName}> matches ${selector}`)
  return found
}

/** Its words as a shopper sees them: without those for ears only. */
export function textOf(element: Element): string {
  const copy = element.cloneNode(true)
  if (!(copy instanceof Element)) return ''
  for (const hidden of copy.querySelectorAll('.ears-only')) hidden.remove()
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim()
}

/** Writes down every event of these names that reaches the page. */
export function listen(...names: readonly string[]): { readonly heard: Event[]; stop(): void } {
  const heard: Event[] = []
  const write = (event: Event) => void heard.push(event)
  for (const name of names) document.addEventListener(name, write)
  return {
    heard,
    stop() {
      for (const name of names) document.removeEventListener(name, write)
    },
  }
}
