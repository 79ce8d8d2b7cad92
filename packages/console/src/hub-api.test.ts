import { productIdSchema, showIdSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { pickupOf, session, storeTaskOf } from './console-fixtures.ts'
import { createHubApi } from './hub-api.ts'

interface Asked {
  readonly path: string
  readonly init: RequestInit
}

function createApi(answer: () => Response) {
  const asked: Asked[] = []
  const api = createHubApi(async (input, init = {}) => {
    asked.push({ path: input instanceof Request ? input.url : String(input), init })
    return answer()
  })
  return { api, asked }
}

const intent = { kind: 'pinProduct', productId: productIdSchema.parse('mug') } as const
const showId = showIdSchema.parse('spring')
const refusal = (code: string, status: number) =>
  Response.json({ error: { code, message: `The hub says ${code}.` } }, { status })

test('a signed-in host gets the session; 204 means nobody is signed in', async () => {
  expect(await createApi(() => Response.json(session)).api.session()).toEqual(session)
  expect(await createApi(() => new Response(null, { status: 204 })).api.session()).toBeNull()
})

test('the key goes in the body, with the cookies of this site and never in the address', async () => {
  const { api, asked } = createApi(() => Response.json(session))
  await api.signIn('hk_secret')
  expect(asked).toEqual([
    {
      path: '/v1/console/session',
      init: {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json' },
        body: '{"hostKey":"hk_secret"}',
      },
    },
  ])
})

test('an associate’s key is told as one', async () => {
  const { api, asked } = createApi(() => Response.json(session))
  await api.signIn('ak_secret')
  expect(asked[0]?.init.body).toBe('{"associateKey":"ak_secret"}')
})

test('a pick-up’s code goes in the body, never in the address', async () => {
  const { api, asked } = createApi(() => Response.json(pickupOf()))
  expect(await api.findPickup('WDJBMJHT')).toEqual(pickupOf())
  await api.handOver('WDJBMJHT')
  expect(asked.map(({ path }) => path)).toEqual(['/v1/console/pickups', '/v1/console/pickups/hand-over'])
  expect(asked.map(({ init }) => init.body)).toEqual(Array(2).fill('{"code":"WDJBMJHT"}'))
})

test('what a store has done is told in the body', async () => {
  const task = storeTaskOf()
  const { api, asked } = createApi(() => Response.json({ task, isNew: true }))
  const wish = { kind: 'send', orderId: task.orderId, locationId: task.store.id, tracking: 'JX 12' } as const
  expect(await api.finishTask(wish)).toEqual({ task, isNew: true })
  expect(asked[0]?.path).toBe('/v1/console/tasks/done')
  expect(asked[0]?.init.body).toBe(JSON.stringify(wish))
  const list = createApi(() => Response.json({ tasks: [task], hasMore: false }))
  expect(await list.api.tasks()).toEqual({ tasks: [task], hasMore: false })
})

test('signing out asks for it and takes 204 as done', async () => {
  const { api, asked } = createApi(() => new Response(null, { status: 204 }))
  await api.signOut()
  expect(asked).toMatchObject([{ path: '/v1/console/session', init: { method: 'DELETE' } }])
})

test('a cue is answered with the event as it stands in the log', async () => {
  const event = { seq: 3, at: 1000, cue: { kind: 'productPinned', productId: 'mug' } }
  const { api, asked } = createApi(() => Response.json({ event }))
  expect(await api.postCue(showId, intent)).toEqual(event)
  expect(asked[0]?.path).toBe('/v1/console/shows/spring/cues')
  expect(asked[0]?.init.body).toBe(JSON.stringify({ intent }))
})

test.each([
  ['unauthorised', 401],
  ['rate', 429],
  ['invalid', 400],
])('a refusal with %s is told in the hub’s own words', async (code, status) => {
  const { api } = createApi(() => refusal(code, status))
  await expect(api.postCue(showId, intent)).rejects.toMatchObject({ code, message: `The hub says ${code}.` })
})

test.each([
  ['a page of a proxy', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
  ['another body', () => Response.json({ error: 'no' }, { status: 502 })],
  ['nothing', () => new Response(null, { status: 502 })],
])('a failure with %s for a body is told by its number', async (_, answer) => {
  await expect(createApi(answer).api.session()).rejects.toMatchObject({
    code: 'internal',
    message: 'The hub answered 502.',
  })
})

test('no answer is told as a hub that cannot be reached', async () => {
  const { api } = createApi(() => {
    throw new TypeError('fetch failed')
  })
  await expect(api.session()).rejects.toMatchObject({ code: 'hub_unreachable' })
})

test('an answer that is none of a hub’s is not taken for a session', async () => {
  await expect(createApi(() => Response.json({ hello: 'you' })).api.session()).rejects.toThrow(/tenant/)
})
