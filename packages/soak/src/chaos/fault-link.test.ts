import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { CLEAR, FaultLink } from './fault-link.ts'

/** Somebody who says back whatever is said, over a link. */
async function startEcho(random: () => number = () => 0.5) {
  const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const link = await FaultLink.open(address.port, random)
  const socket = connect(link.port, '127.0.0.1')
  socket.on('error', () => undefined)
  let heard = ''
  socket.setEncoding('utf8').on('data', (text: string) => (heard += text))
  await once(socket, 'connect')
  onTestFinished(async () => {
    socket.destroy()
    await link.close()
    server.close()
  })
  return { link, socket, heard: () => heard }
}

const roundTrip = async (socket: Socket, heard: () => string, text: string) => {
  socket.write(text)
  await expect.poll(heard).toContain(text)
}

test('a link that is well passes everything', async () => {
  const { socket, heard } = await startEcho()
  await roundTrip(socket, heard, 'one')
  await roundTrip(socket, heard, 'two')
  expect(heard()).toBe('onetwo')
})

test('what is said over a cut link comes when it is whole again, in order and once', async () => {
  const { link, socket, heard } = await startEcho()
  await roundTrip(socket, heard, 'before ')
  link.set({ ...CLEAR, isCut: true })
  for (const word of ['a ', 'b ', 'c ']) socket.write(word)
  // A round trip over another link: had the first passed anything, it would have come before.
  const other = await startEcho()
  await roundTrip(other.socket, other.heard, 'x')
  expect(heard()).toBe('before ')
  link.set(CLEAR)
  await expect.poll(heard).toBe('before a b c ')
})

test('a late packet does not overtake, nor is it overtaken', async () => {
  let turn = 0
  const { link, socket, heard } = await startEcho(() => (turn++ % 3) / 3)
  link.set({ ...CLEAR, delayMs: 10, jitterMs: 10, stallShare: 0.3 })
  const words = Array.from({ length: 20 }, (_, index) => `${index} `)
  for (const word of words) {
    socket.write(word)
    await new Promise((done) => setImmediate(done))
  }
  await expect.poll(heard, { timeout: 20_000 }).toBe(words.join(''))
}, 30_000)

test('a reset ends what is open, and the next connection passes', async () => {
  const { link, socket, heard } = await startEcho()
  await roundTrip(socket, heard, 'one')
  const closed = new Promise<void>((done) => void socket.once('close', () => done()))
  link.reset()
  await closed
  const next = connect(link.port, '127.0.0.1').setEncoding('utf8')
  onTestFinished(() => void next.destroy())
  next.write('two')
  expect(await once(next, 'data')).toEqual(['two'])
})
