import { expect, test, vi } from 'vitest'
import { fetchEarly } from './fetch-early.ts'

const URL_OF_SHOW = 'https://hub.test/v1/shows/spring?key=pk_test1234'

test('an answer that is on its way is taken once; after that it is asked for', async () => {
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response('later')))
  const early = new Map([[URL_OF_SHOW, Promise.resolve(new Response('early'))]])
  const fetch = fetchEarly({ [Symbol.for('tote.early')]: early } as unknown as Document)
  const texts = [await (await fetch(URL_OF_SHOW)).text(), await (await fetch(URL_OF_SHOW)).text()]
  expect(texts).toEqual(['early', 'later'])
  expect(asked).toHaveBeenCalledTimes(1)
  asked.mockRestore()
})

test('where nothing was asked early it is `fetch`', async () => {
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response('now')))
  const init = { credentials: 'omit' } as const
  await fetchEarly({} as Document)(URL_OF_SHOW, init)
  expect(asked).toHaveBeenCalledWith(URL_OF_SHOW, init)
  asked.mockRestore()
})
