import { expect, test } from 'vitest'
import { judgeAnswer, type Asked } from './judge-answer.ts'
import { judgeOrigin } from './judge-origin.ts'
import { judgeTag } from './judge-tag.ts'
import { judgeViolation } from './judge-violation.ts'

const question = { hub: 'https://hub.example.com', show: 'spring', origin: 'https://brand.example' }
const answered = (status: number, code: string | null = null, message = ''): Asked => ({
  is: 'answered',
  status,
  code,
  message,
})

test.each<[string, Asked, string]>([
  ['origin not listed', answered(403, 'origin'), '{ "origin": "https://brand.example"'],
  ['wrong key', answered(401, 'unknown_key'), 'data-key="pk_…"'],
  ['no such show', answered(404, 'unknown_show'), 'show="…"'],
  ['the policy’s line', { is: 'forbidden' }, 'connect-src https://hub.example.com wss://hub.example.com'],
  ['no hub there', { is: 'silent' }, 'data-hub='],
  ['something else there', { is: 'unreadable' }, 'data-hub='],
  ['a refusal of another kind', answered(400, 'invalid', 'a value is not valid'), 'show="spring"'],
])('[U30] %s is a fault, with the line to add', (_, asked, line) => {
  const found = judgeAnswer(asked, question)
  expect(found.is).toBe('fault')
  expect(found.fix?.line).toContain(line)
})

test('a page without an origin is told of its sandbox, and not to list it as a channel', () => {
  const [found] = judgeOrigin({ origin: 'null', protocol: 'https:' })
  expect(found).toMatchObject({ is: 'fault', fix: { line: 'sandbox="allow-scripts allow-same-origin"' } })
  expect(judgeAnswer(answered(403, 'origin'), { ...question, origin: 'null' }).fix).toBeUndefined()
  expect(judgeOrigin({ origin: 'https://brand.example', protocol: 'https:' })).toEqual([])
  expect(judgeOrigin({ origin: 'null', protocol: 'file:' })).toEqual([])
})

test('a hub that is busy is no fault of the page; one that answers is well', () => {
  expect(judgeAnswer(answered(503, 'busy'), question).is).toBe('look')
  expect(judgeAnswer(answered(429, 'rate'), question).is).toBe('look')
  expect(judgeAnswer(answered(200), question)).toMatchObject({ is: 'well' })
})

const tag = {
  url: 'https://hub.example.com/embed/v0.1.0/tote.js',
  hub: 'https://hub.example.com',
  key: 'pk_test1234',
  isIsolated: false,
  isDebugged: true,
  nonce: '',
}
const faultsOf = (changes: Partial<typeof tag> & { key?: string | null }, page = 'https://brand.example/') =>
  judgeTag({ ...tag, ...changes }, page, false)
    .filter(({ is }) => is === 'fault')
    .map(({ fix }) => fix?.line)

test('what is wrong with the tag itself', () => {
  expect(faultsOf({})).toEqual([])
  expect(faultsOf({ key: 'sk_secret' })).toEqual(['data-key="pk_…"'])
  expect(faultsOf({ hub: 'https://hub.example.com/' })).toEqual(['data-hub="https://…"'])
  expect(faultsOf({ hub: 'http://hub.example.com' })).toEqual(['data-hub="https://hub.example.com"'])
  expect(faultsOf({ hub: 'http://hub.localhost:8700' })).toEqual([])
  expect(judgeTag({ ...tag, key: null }, 'https://brand.example/', false)[0]?.is).toBe('fault')
  expect(judgeTag({ ...tag, key: null }, 'https://brand.example/', true)[0]?.is).toBe('well')
})

test.each([
  [
    'connect-src',
    'https://hub.example.com/v1/shows/spring?key=pk_test1234',
    '',
    'connect-src https://hub.example.com',
  ],
  ['connect-src', 'wss://hub.example.com/socket.io/', '', 'connect-src wss://hub.example.com'],
  ['media-src', 'blob', '', 'media-src blob:'],
  ['script-src-elem', 'https://hub.example.com/embed/v0/shell.js', '', 'script-src https://hub.example.com'],
  ['script-src-elem', 'inline', '', "script-src 'nonce-…'"],
  ['trusted-types', 'trusted-types-policy', 'lit-html|', 'trusted-types lit-html'],
])(
  'of a policy that refused %s %s: the line, and never advice for an unsafe keyword',
  (directive, blocked, sample, line) => {
    const found = judgeViolation({ effectiveDirective: directive, blockedURI: blocked, sample })
    expect(found.fix).toEqual({ where: 'Content-Security-Policy', line })
    expect(JSON.stringify(found)).not.toContain('unsafe')
  },
)
