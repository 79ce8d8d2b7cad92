import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { findPorts } from './find-ports.ts'

test('a port that is taken is passed over', async () => {
  const [first = 0] = await findPorts(1, 41_700)
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(first, '127.0.0.1', resolve))
  const found = await findPorts(2, first)
  taken.close()
  expect(found).toHaveLength(2)
  expect(found).not.toContain(first)
})
