import { expect, test, vi } from 'vitest'
import { startTracing } from './start-tracing.ts'

vi.mock('@opentelemetry/sdk-node', () => {
  throw new Error('Cannot find package')
})

test('without the SDK tracing is refused with what to install', async () => {
  await expect(startTracing('http://127.0.0.1:4318')).rejects.toThrow(
    /TOTE_OTLP_URL is set[^]*npm install @opentelemetry\/sdk-node/,
  )
})
