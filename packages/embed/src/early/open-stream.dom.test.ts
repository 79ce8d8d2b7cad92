import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { earlyFilesOf } from './early-files.ts'
import { openStream } from './open-stream.ts'

const FILES: Readonly<Record<string, string>> = {
  'master.m3u8':
    '#EXTM3U\n#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="English",URI="en.m3u8"\n#EXT-X-STREAM-INF:BANDWIDTH=300000\nlow.m3u8\n',
  'low.m3u8': '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:2,\n0.m4s\n#EXTINF:2,\n1.m4s\n#EXT-X-ENDLIST\n',
  'init.mp4': 'init',
  '0.m4s': 'first',
}
const AT = 'https://cdn.test/show/'

afterEach(() => {
  earlyFilesOf(document).clear()
  vi.restoreAllMocks()
})

function open(files: Readonly<Record<string, string>> = FILES) {
  const asked: string[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
    const url = new Request(input).url
    asked.push(url.replace(AT, ''))
    const text = files[url.replace(AT, '')]
    const answer = new Response(text ?? null, { status: text === undefined ? 404 : 200 })
    Object.defineProperty(answer, 'url', { value: url })
    return Promise.resolve(answer)
  })
  const loaded: string[] = []
  const player = document.createElement('div')
  document.body.append(player)
  onTestFinished(() => player.remove())
  return {
    asked,
    loaded,
    open: (source: string | Promise<Response>) =>
      openStream(player, source, (name) => {
        loaded.push(name)
        return Promise.resolve(undefined as never)
      }),
  }
}

const textOf = async (file: string) => {
  const found = await earlyFilesOf(document).get(AT + file)
  return found === undefined ? null : new TextDecoder().decode(found.bytes)
}

test('of a recording its playlists and first pictures come, one after the other, and lie there for the engine; what reads its captions comes too', async () => {
  const { asked, loaded, open: go } = open()
  await go(`${AT}master.m3u8`)
  expect(asked).toEqual(['master.m3u8', 'low.m3u8', 'init.mp4', '0.m4s'])
  expect(loaded).toEqual(['stream-captions'])
  expect([await textOf('low.m3u8'), await textOf('0.m4s')]).toEqual([FILES['low.m3u8'], 'first'])
  const file = await earlyFilesOf(document).get(`${AT}init.mp4`)
  expect(file).toMatchObject({ url: `${AT}init.mp4`, status: 200 })
})

test('the hub’s answer says which stream; a second player on its way asks for nothing again', async () => {
  const { asked, open: go } = open()
  const answer = () => Promise.resolve(Response.json({ show: { stream: `${AT}master.m3u8` } }))
  await go(answer())
  await go(answer())
  expect(asked).toHaveLength(4)
})

test.each<[string, unknown]>([
  ['a show without a stream', { show: { id: 'spring' } }],
  ['a stream that is no playlist', { show: { stream: `${AT}film.mp4` } }],
  ['no answer of a hub', ['show']],
])('of %s nothing is asked for', async (_, answer) => {
  const { asked, open: go } = open()
  await go(Promise.resolve(Response.json(answer)))
  expect(asked).toEqual([])
})

test('who saves data pays for what they play', async () => {
  vi.spyOn(navigator, 'connection' as never, 'get').mockReturnValue({ saveData: true } as never)
  const { asked, open: go } = open()
  await go(`${AT}master.m3u8`)
  expect(asked).toEqual([])
})

test('what is not there does not lie there either: the engine asks itself, and tells', async () => {
  const { 'low.m3u8': _low, ...others } = FILES
  const { open: go } = open(others)
  await expect(go(`${AT}master.m3u8`)).rejects.toThrow('404')
  expect([...earlyFilesOf(document).keys()]).toEqual([`${AT}master.m3u8`])
})

test('a file that nobody takes is forgotten: by then it may be another', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { open: go } = open()
  await go(`${AT}master.m3u8`)
  expect(earlyFilesOf(document).size).toBe(4)
  vi.advanceTimersByTime(5000)
  expect(earlyFilesOf(document).size).toBe(0)
})
