import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openStore } from '../store/store.ts'
import { topicsContract } from './topics-contract-fixtures.ts'
import { topics } from './webhook.ts'

topicsContract('SQLite', () => openStore('sqlite::memory:'))

test('the guide has each topic in its table, and each with what is in it', async () => {
  const page = await readFile(new URL('../../../../docs/guides/webhooks.md', import.meta.url), 'utf8')
  const [, table = '', payloads = ''] = page.split(/^\| (?:topic|`data` of) .*$/m)
  const named = (text: string) => [...text.matchAll(/^\| `([a-z_.]+)`/gm)].map(([, topic]) => topic)
  expect(named(table)).toEqual([...topics])
  expect(named(payloads)).toEqual([...topics])
})
