import { createTempFolder, findFreePort, openBrowser, servePages } from '@tote/testkit/e2e'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { TotePlayer } from '@tote/player'
import { documentedPolicy } from './documented-policy.ts'
import { KEY, openHub, SHOW } from './open-hub.ts'
import { Shopper } from './shopper.ts'

const guide = readFileSync(join(import.meta.dirname, '../../../docs/guides/elements.md'), 'utf8')

/** The player of the guide, with both its templates, as it stands there. */
const documented = /```html\n(<tote-player show="spring">[^`]*<template data-tote="card">[^`]*)```/
  .exec(guide)?.[1]
  ?.replace('show="spring"', `show="${SHOW}"`)

test('[U40] the guide’s own card and page show and sell under a strict policy, and bring no report', async () => {
  if (documented === undefined) throw new Error('the guide has no templates')
  const port = await findFreePort()
  const hub = await openHub([`http://own.localhost:${port}`])
  onTestFinished(() => hub.close())
  const folder = await createTempFolder('own-card')
  onTestFinished(() => folder.remove())
  const policy = documentedPolicy('With a list of origins', { hub: hub.origin })
  const site = await servePages({
    host: 'own.localhost',
    port,
    folder: folder.path,
    pages: {
      '/': {
        headers: { 'content-security-policy': `${policy}; report-uri /reports` },
        body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A shop</title>
          ${documented}<script async src="${hub.script}" data-key="${KEY}"></script></html>`,
      },
    },
  })
  onTestFinished(() => site.close())
  const device = await openBrowser({ thirdPartyCookies: 'blocked' })
  onTestFinished(() => device.close())
  const page = await device.openPage(`${site.origin}/`)
  await new Shopper(page).online()
  await page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.openPanel('products'))
  await page.locator('tote-player >>> tote-products >>> [data-product="market-tote"]').click()
  await page.locator('tote-player > div[slot="product"] [data-tote-do="add"]').click()
  await page.waitForFunction(() => {
    const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
    return cart?.totalQuantity === 1 && cart.pendingCount === 0
  })
  const shown = await page.$eval('tote-player > div[slot="product"]', (box) => [
    box.querySelector('h2')?.textContent,
    box.querySelector('b')?.textContent,
    box.querySelector('[role=status]')?.textContent,
  ])
  expect(shown).toEqual(['Market tote', '€59.00', 'Market tote was added to your basket.'])
  await page.locator('tote-player > div[slot="product"] [data-tote-do="close"]').click()
  await page.waitForSelector('tote-player >>> tote-products >>> .list', { visible: true })
  expect(site.posts).toEqual([])
  expect(device.faults()).toEqual([])
  await page.close()
}, 60_000)
