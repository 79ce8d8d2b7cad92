import { afterAll, beforeAll, expect, test } from 'vitest'
import { mountHtml, openShop, pageHtml, type Shop } from './shop-fixtures.ts'

/** A page that is set up wrongly in one way, and what the doctor says of it. */
interface Wrong {
  readonly body: (hub: string) => string
  readonly words: RegExp
  /** The line to add, where and as it has to stand there. */
  readonly where: RegExp
  readonly line: RegExp
  /** One, unless what follows from it is told too. */
  readonly count?: number
}

const debugged = (html: string) => html.replace('<script async', '<script async data-debug')
const tag = (hub: string, key = 'pk_ondineondine') =>
  `<script async data-debug src="${hub}/embed/v0/tote.js" data-hub="${hub}" data-key="${key}"></script>`

const WRONGS: Readonly<Record<string, Wrong>> = {
  'a player without a show': {
    body: (hub) => `<tote-player></tote-player>${tag(hub)}`,
    words: /A <tote-player> has no show/,
    where: /<tote-player>/,
    line: /^show="…"$/,
  },
  'a show that the hub does not know': {
    body: (hub) => debugged(mountHtml(hub, { show: 'spring-1999' })),
    words: /no show “spring-1999”/,
    where: /<tote-player>/,
    line: /^show="…"$/,
  },
  'a key of no tenant': {
    body: (hub) => debugged(mountHtml(hub, { key: 'pk_nobodynobody' })),
    words: /No tenant of this hub has this key/,
    where: /script tag/,
    line: /^data-key="pk_…"$/,
  },
  'a key that is none to be published': {
    body: (hub) => debugged(mountHtml(hub, { key: 'hk_ondineondine' })),
    words: /none to be published/,
    where: /script tag/,
    line: /^data-key="pk_…"$/,
    // And so the hub does not know it.
    count: 2,
  },
  'no key': {
    body: (hub) => debugged(mountHtml(hub)).replace(/ data-key="[^"]*"/, ''),
    words: /The script tag has no key/,
    where: /script tag/,
    line: /^data-key="pk_…"$/,
  },
  'a hub that nobody answers for': {
    body: (hub) =>
      debugged(mountHtml(hub)).replace(`data-hub="${hub}"`, 'data-hub="http://nobody.localhost:9"'),
    words: /Nobody answers at http:\/\/nobody\.localhost:9/,
    where: /script tag/,
    line: /^data-hub="https:/,
  },
  'a launcher without a show': {
    body: (hub) => `<button data-tote-launcher>Watch</button>${debugged(mountHtml(hub))}`,
    words: /Launcher 1 of the page names no show/,
    where: /<button>/,
    line: /^data-tote-launcher="…"$/,
  },
  'a stream that other sites may not read': {
    body: (hub) => debugged(mountHtml(hub, { show: 'closed' })),
    words: /does not let other sites read it/,
    where: /stream’s server/,
    line: /^Access-Control-Allow-Origin: \*$/,
  },
}

let shop: Shop
beforeAll(async () => {
  shop = await openShop((hub) => ({
    '/well': pageHtml(debugged(mountHtml(hub))),
    ...Object.fromEntries(
      Object.entries(WRONGS).map(([name, { body }]) => [pathOf(name), pageHtml(body(hub))]),
    ),
  }))
})
afterAll(() => shop?.close())

const pathOf = (name: string) => `/${name.replaceAll(' ', '-')}`

/** What stands in the doctor's panel, once it has looked. */
async function readPanel(url: string) {
  const page = await shop.device.openPage(url)
  await page.waitForFunction(() => {
    const title = document.querySelector('[role=region]')?.shadowRoot?.querySelector('[role=status]')
    return title != null && !title.textContent.includes('looking')
  })
  const panel = await page.evaluate(() => {
    const root = document.querySelector('[role=region]')?.shadowRoot
    const textOf = (element: Element, selector: string) => element.querySelector(selector)?.textContent ?? ''
    return {
      title: root?.querySelector('[role=status]')?.textContent ?? '',
      faults: [...(root?.querySelectorAll('[data-is=fault]') ?? [])].map((item) => ({
        words: textOf(item, 'span'),
        where: textOf(item, 'small'),
        line: textOf(item, 'code'),
      })),
    }
  })
  await page.close()
  return panel
}

test('[U30] a page that is set up well has nothing to mend', async () => {
  expect(await readPanel(`${shop.lab.origin}/well`)).toEqual({ title: 'Tote: nothing to mend', faults: [] })
})

test.each(Object.entries(WRONGS))(
  '[U30] [U31] with %s the page’s author is told what, where, and the line to add',
  async (name, { words, where, line, count = 1 }) => {
    shop.device.clearFaults()
    const { title, faults } = await readPanel(shop.lab.origin + pathOf(name))
    expect([title, faults.length]).toEqual([`Tote: ${count} to mend`, count])
    const [told] = faults
    expect(told?.words).toMatch(words)
    expect(told?.where).toMatch(where)
    expect(told?.line).toMatch(line)
    // In the console too, for who looks there first.
    const said = shop.device
      .faults()
      .map(({ text }) => text)
      .join('\n')
    expect(said).toMatch(words)
  },
)

test('[U30] on a site that is no channel of the tenant the line for the tenant’s file is told', async () => {
  const stranger = await shop.site('stranger.localhost', pageHtml(debugged(mountHtml(shop.hubOrigin))))
  const { faults } = await readPanel(stranger.origin)
  expect(faults).toEqual([
    {
      words: expect.stringContaining(`${stranger.origin} is not a channel of the tenant`) as string,
      where: 'Add to the tenant file, "channels":',
      line: `{ "origin": "${stranger.origin}", "name": "…", "isTrusted": true }`,
    },
  ])
})
