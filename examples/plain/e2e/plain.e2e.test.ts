import { runExample } from '@tote/testkit/example'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('[U36] the page hears the event of an add, and words given as a property are shown', async () => {
  const seen = await runExample({ name: 'plain', folder: join(import.meta.dirname, '..') })
  expect(seen).toEqual({ heard: 'add', title: 'Your bag', faults: [] })
})
