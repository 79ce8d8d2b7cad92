import '@tote/testkit/dom/setup'
import { fixture, html } from '@tote/testkit/dom'
import { expect, test, vi } from 'vitest'
import { paintPoster } from './poster.ts'

const DOT =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="16" height="9"%3E%3Crect width="16" height="9"/%3E%3C/svg%3E'

test('the poster is usable by all: named button, pressed by keyboard', async () => {
  const mount = await fixture<HTMLElement>(html`<tote-player></tote-player>`)
  const onStart = vi.fn<() => void>()
  paintPoster(mount, { src: DOT, onStart })
  await expect(mount).to.be.accessible()
  mount.querySelector('button')?.click()
  expect(onStart).toHaveBeenCalledOnce()
})

test('a fault is read out and can be tried again', async () => {
  const mount = await fixture<HTMLElement>(html`<tote-player></tote-player>`)
  const onRetry = vi.fn<() => void>()
  const poster = paintPoster(mount, { src: DOT, onStart: () => undefined })
  poster.showFault('The show could not be loaded.', onRetry)
  await expect(mount).to.be.accessible()
  mount.querySelector('button')?.click()
  expect(onRetry).toHaveBeenCalledOnce()
})

test('a picture that cannot be had leaves the start button', async () => {
  const mount = await fixture<HTMLElement>(html`<tote-player></tote-player>`)
  paintPoster(mount, { src: 'data:image/png;base64,AAAA', onStart: () => undefined })
  await vi.waitFor(() => expect(mount.querySelector('img')).toBeNull())
  expect(mount.querySelector('button')).not.toBeNull()
})

test('[U26] nothing the poster does needs an inline style', async () => {
  const mount = await fixture<HTMLElement>(html`<tote-player></tote-player>`)
  const poster = paintPoster(mount, { src: DOT, onStart: () => undefined })
  poster.showWaiting()
  poster.showFault('No', () => undefined)
  expect(mount.querySelector('[style], style')).toBeNull()
})
