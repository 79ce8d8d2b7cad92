import { createServer } from 'node:http'
import { mutateAnswerSchema } from '@tote/protocol'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { serveHub } from '../cli/hub-process-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'

const spanSchema = z.object({
  name: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  status: z.object({ code: z.number().optional() }).optional(),
})
const exportSchema = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })) })),
})

/** What a collector is: it takes OTLP over HTTP, and keeps the spans. */
async function startCollector() {
  const spans: z.infer<typeof spanSchema>[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      for (const { scopeSpans } of exportSchema.parse(JSON.parse(body)).resourceSpans)
        for (const scope of scopeSpans) spans.push(...scope.spans)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}`, spans }
}

test("a batch is a span of its sender's trace, and its transaction a span of it; the last are sent at the end", async () => {
  const { url, spans } = await startCollector()
  const hub = await serveHub({ TOTE_OTLP_URL: url })
  const { place, socket } = await connected(hub.world)
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const parentId = 'b7ad6b7169203331'
  const mutate = (mid: number, traceparent: string) =>
    socket.ask('mutate', {
      cartId: place.mine.cartId,
      clientId: socket.clientId,
      sentAt: 0,
      muts: [{ mid, uid: `u${mid}`, at: 0, op: { op: 'addLine', variantId: 'mug', qty: 1 } }],
      traceparent,
    })
  mutateAnswerSchema.parse(await mutate(1, `00-${traceId}-${parentId}-01`))
  expect(await refusal(mutate(2, `00-${traceId}-${parentId}-01x`))).toBe('invalid')
  expect(await refusal(mutate(2, 'x'.repeat(55)))).toBe('invalid')
  expect(await hub.process.stop()).toBe(0)

  const batch = spans.find((span) => span.name === 'tote.mutate' && span.parentSpanId === parentId)
  expect(batch).toMatchObject({ traceId })
  expect(spans).toContainEqual(
    expect.objectContaining({ name: 'tote.db.transaction', traceId, parentSpanId: batch?.spanId }),
  )
})
