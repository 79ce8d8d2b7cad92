import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { variantIdSchema } from '@tote/protocol'
import { dropLogPageSchema, dropSchema, type Drop, type DropEntry } from '@tote/protocol/drops'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../cli/hub-process-fixtures.ts'
import { runTote } from '../cli/tote.ts'
import { startWorld, type World } from '../hub-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { Host } from '../shows/host-fixtures.ts'
import { findDrop, LOG_PAGE } from '../store/drop-store.ts'
import { appendToLog } from './append-to-log.ts'

const SOON = { timeout: 20_000, interval: 50 }

/** A drop of the mug in ten seconds, and the host who announced it. */
async function announced(
  { world, inMs = 10_000 }: { world: World; inMs?: number },
  extra: Record<string, unknown> = {},
) {
  const host = await Host.of(world)
  const intent = {
    kind: 'announceDrop',
    productId: 'mug',
    variantId: 'mug',
    perShopper: 1,
    holdMs: 60_000,
    windowMs: 5000,
    ...extra,
  }
  const event = await host.cue(intent, { at: world.clock.ms + inMs })
  if (event.cue.kind !== 'dropSet') throw new Error('a drop was announced')
  return { host, event, drop: dropSchema.parse(event.cue.drop) }
}

const logUrl = (world: World, { id }: Drop) => `${world.hub.url}/v1/shows/spring/drops/${id}/log`

async function verify(source: string, ...receipts: string[]) {
  const said = { out: '', err: '' }
  const code = await runTote(
    ['verify-drop', source, ...receipts.flatMap((receipt) => ['--receipt', receipt])],
    { env: {}, out: (text) => void (said.out += text), err: (text) => void (said.err += text) },
  )
  return { code, ...said }
}

/** One shopper through the whole of it. */
async function served() {
  const world = await startWorld()
  const { place, socket } = await connected(world)
  const { drop, host } = await announced({ world })
  const id = 'a-wish-of-this-shopper'
  const early = await socket.ask('drop.enter', { dropId: drop.id, id })
  const refused = await socket.add(1)
  world.clock.ms = drop.opensAt
  const entered = await socket.ask('drop.enter', { dropId: drop.id, id })
  world.clock.ms += drop.windowMs
  await socket.next('waits', (waits) => JSON.stringify(waits).includes('"turn"'))
  return { world, place, socket, host, drop, early, refused, entered }
}

test('[U69] a shopper enters, is called, takes, and hears of it in every place; the public log proves it', async () => {
  const { world, place, socket, drop, early, refused, entered } = await served()
  expect(early).toEqual({ ok: false, code: 'not_open', opensAt: drop.opensAt })
  expect(refused).toMatchObject({ results: [{ ok: false, code: 'in_drop' }] })
  expect(entered).toMatchObject({ ok: true, waits: [{ status: 'entered', receipt: { n: 3 } }] })
  const other = await place.connect()
  expect(await other.next('waits')).toMatchObject([{ status: 'turn', units: 1, dropId: drop.id }])
  await socket.add(1)
  expect(await other.next('waits', (waits) => JSON.stringify(waits).includes('"done"'))).toMatchObject([
    { status: 'done', isTaken: true },
  ])

  const answer = await fetch(logUrl(world, drop), { headers: { origin: 'https://anywhere.test' } })
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('cache-control')).toBe('public, max-age=2')
  const page = dropLogPageSchema.parse(await answer.json())
  expect(page.entries.map(({ kind }) => kind)).toEqual([
    'announced',
    'opened',
    'entered',
    'ordered',
    'turn',
    'taken',
  ])
  expect(page.next).toBeNull()
  const { n, hash } = page.entries[2] ?? { n: 0, hash: '' }
  expect(await verify(logUrl(world, drop), `${n}:${hash}`)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^holds: 6 entries of drop .*, 1 entered, 1 turns, 1 units taken\n/),
  })
  for (const url of [
    logUrl(world, { ...drop, id: 'none' as Drop['id'] }),
    logUrl(world, drop).replace('/spring/', '/winter/'),
  ])
    expect((await fetch(url)).status).toBe(404)
})

test('a page of the log that is full may be kept for good, and leads to the next', async () => {
  const world = await startWorld()
  const { drop } = await announced({ world })
  await world.store.transaction(async (trx) => {
    let row = await findDrop(trx, drop.id)
    for (let entry = 0; row !== undefined && entry < LOG_PAGE; entry += 1) {
      const who = String(entry).padStart(32, '0')
      row = (await appendToLog(trx, row, { news: { kind: 'entered', who }, nowMs: world.clock.ms })).row
    }
  })
  const read = async (query: string) => {
    const answer = await fetch(`${logUrl(world, drop)}${query}`)
    const { entries, next } = dropLogPageSchema.parse(await answer.json())
    return { count: entries.length, next, cache: answer.headers.get('cache-control') }
  }
  expect(await read('')).toEqual({
    count: LOG_PAGE,
    next: LOG_PAGE,
    cache: 'public, max-age=31536000, immutable',
  })
  expect(await read(`?after=${LOG_PAGE}`)).toEqual({ count: 1, next: null, cache: 'public, max-age=2' })
})

test('a variant of another product, or of none, is no drop', async () => {
  const world = await startWorld()
  for (const variantId of ['shirt-s', 'nothing'])
    expect(await refusal(announced({ world }, { variantId }))).toBe('invalid')
})

test('a drop that is announced for a moment that has passed opens when it is announced, not before', async () => {
  const world = await startWorld()
  const { drop } = await announced({ world, inMs: -5000 })
  expect(drop.opensAt).toBe(world.clock.ms)
})

test('the command says at which entry a log breaks, and what it cannot read', async () => {
  const { world, drop } = await served()
  const answer: unknown = await (await fetch(logUrl(world, drop))).json()
  const { entries } = dropLogPageSchema.parse(answer)
  const folder = await temporaryFolder()
  const written = async (name: string, value: unknown) => {
    await writeFile(join(folder, name), JSON.stringify(value))
    return verify(join(folder, name))
  }
  expect(await written('whole.json', { entries })).toMatchObject({ code: 0 })
  expect(await written('list.json', entries)).toMatchObject({ code: 0 })
  const changed = (index: number, changes: Partial<DropEntry>) =>
    entries.map((entry, at) => (at === index ? { ...entry, ...changes } : entry))
  expect(await written('changed.json', changed(2, { at: 0 }))).toMatchObject({
    code: 1,
    err: 'entry 3 was changed: its hash is that of another\n',
  })
  expect(await written('removed.json', entries.toSpliced(2, 1))).toMatchObject({
    code: 1,
    err: 'entry 3 has the number 4\n',
  })
  expect(
    await written('reordered.json', [...entries.slice(0, 2).toReversed(), ...entries.slice(2)]),
  ).toMatchObject({ code: 1, err: 'entry 1 has the number 2\n' })
  expect(await written('no-log.json', { some: 'thing' })).toMatchObject({
    code: 1,
    err: expect.stringContaining('has no entries'),
  })
  expect(await verify(logUrl(world, drop), `3:${'0'.repeat(64)}`)).toMatchObject({
    code: 1,
    err: 'entry 3 is another one than the receipt says\n',
  })
  expect(await verify(join(folder, 'list.json'), 'mine')).toMatchObject({
    code: 1,
    err: expect.stringContaining('is no receipt'),
  })
  expect(await verify(`${world.hub.url}/v1/shows/spring/drops/none/log`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('answers 404'),
  })
})

test('a place that is given up is told to who comes behind, and the host sees how many wait', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  const { socket: second } = await connected(world)
  const { drop, host } = await announced({ world })
  world.clock.ms = drop.opensAt
  for (const each of [socket, second])
    await each.ask('drop.enter', { dropId: drop.id, id: `wish-of-${each.clientId}` })
  const waiting = async () => {
    const answer = await fetch(`${world.hub.url}/v1/console/waiting`, {
      headers: { cookie: host.setCookie.split(';')[0] ?? '', origin: world.hub.publicUrl },
    })
    const report: unknown = await answer.json()
    return report
  }
  expect(await waiting()).toEqual({ lines: [{ variantId: 'mug', waiting: 2, called: 0 }] })
  expect(await socket.ask('drop.leave', { dropId: drop.id })).toMatchObject([{ status: 'done' }])
  world.clock.ms += drop.windowMs
  await vi.waitFor(async () => {
    expect(await waiting()).toEqual({ lines: [{ variantId: 'mug', waiting: 0, called: 1 }] })
  }, SOON)
})

test('a drop is a cue: announced ahead of its moment, ended once it is drawn, and then sold like anything else', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  const { drop, host, event } = await announced({ world })
  expect(event.at).toBe(drop.opensAt)
  expect(await refusal(host.cue({ kind: 'endDrop', dropId: 'another' }))).toBe('invalid')
  const ended = await host.cue({ kind: 'endDrop', dropId: drop.id })
  expect(ended).toMatchObject({ at: drop.opensAt, cue: { kind: 'dropSet', variantId: 'mug', drop: null } })
  expect(await socket.add(1)).toMatchObject({ results: [{ ok: true }] })
  const next = await announced({ world }, { variantId: variantIdSchema.parse('mug') })
  world.clock.ms = next.drop.opensAt
  expect(await refusal(host.cue({ kind: 'endDrop', dropId: next.drop.id }))).toBe('invalid')
})
