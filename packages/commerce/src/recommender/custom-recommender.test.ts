import { productIdSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { Validator } from '@seriousme/openapi-schema-validator'
import { isSigned } from '../standard-webhook.ts'
import { createCustomRecommender } from './custom-recommender.ts'
import { recommenderDocument } from './recommender-document.ts'

const SECRET = `whsec_${'a'.repeat(32)}`
const vase = productIdSchema.parse('vase')
const question = { productId: vase, basket: [productIdSchema.parse('bowl')], limit: 8 }

function answering(content: unknown, status = 200) {
  const asked: { url: string; headers: Record<string, string>; body: string }[] = []
  const recommender = createCustomRecommender(
    { url: 'https://recommend.example/tote/', secrets: [SECRET] },
    {
      now: () => 1_700_000_000_000,
      async fetch(url, { headers, body }) {
        asked.push({
          url,
          headers: Object.fromEntries(new Headers(headers)),
          body: typeof body === 'string' ? body : '',
        })
        return Response.json(content, { status })
      },
    },
  )
  return { asked, ask: () => recommender.recommend(question, new AbortController().signal) }
}

test('is asked under its own address, signed, about goods and nothing else', async () => {
  const recommendations = [{ productId: 'bowl', reason: { kind: 'own', text: 'By the same potter' } }]
  const { asked, ask } = answering({ recommendations })
  expect(await ask()).toEqual(recommendations)
  const [request] = asked
  expect(request?.url).toBe('https://recommend.example/tote/recommendations')
  expect(
    isSigned(
      { headers: request?.headers ?? {}, body: request?.body ?? '', receivedAtMs: 1_700_000_000_000 },
      [SECRET],
    ),
  ).toBe(true)
  expect(JSON.parse(request?.body ?? '')).toEqual({
    type: 'recommendations.read',
    timestamp: '2023-11-14T22:13:20.000Z',
    data: question,
  })
})

test.each([
  ['a reason it made up', { recommendations: [{ productId: 'bowl', reason: { kind: 'magic' } }] }],
  [
    'words beyond a line',
    { recommendations: [{ productId: 'bowl', reason: { kind: 'own', text: 'a'.repeat(81) } }] },
  ],
  ['a list alone', [{ productId: 'bowl' }]],
])('%s is not as agreed', async (_name, content) => {
  await expect(answering(content).ask()).rejects.toMatchObject({ code: 'invalid' })
})

test('one that is away is away', async () => {
  await expect(answering({}, 503).ask()).rejects.toMatchObject({ code: 'away' })
})

test('the published contract is what the schemas say now, and OpenAPI 3.1', async () => {
  const document = recommenderDocument()
  // After a change of the schemas: vitest run --update with this file's name.
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(
    '../../../../docs/reference/recommender-api.openapi.json',
  )
  expect(await new Validator().validate({ ...document })).toEqual({ valid: true })
})
