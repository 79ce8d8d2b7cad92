import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readTenantFile } from '../../tenants/tenant-file.ts'
import { temporaryFolder, writeTenant } from '../hub-process-fixtures.ts'
import { runTote } from '../tote.ts'

async function run(...args: string[]) {
  const said = { out: '', err: '' }
  const code = await runTote(['import', ...args], {
    env: {},
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  })
  return { code, ...said }
}

async function startFeed(
  content: string | Uint8Array = 'id,title,price,sku\nmug,Mug,19.00 EUR,M-1\nhat,Hat,free,\n',
) {
  const folder = await temporaryFolder()
  const [feed, out] = [join(folder, 'feed.csv'), join(folder, 'catalogue.json')]
  await writeFile(feed, content)
  return { folder, feed, out }
}

test('[U39] a feed becomes a catalogue that a hub reads, each value told with its source, and the rest listed', async () => {
  const { folder, feed, out } = await startFeed()
  const said = await run(feed, '--out', out)
  expect(said).toMatchObject({ code: 0, err: '' })
  expect(said.out).toMatch(/variants\.0\.price +1900 {2}from "19\.00 EUR" \(line 2, column price\)/)
  expect(said.out).toMatch(/variants\.0\.sku +"M-1" {2}from "M-1" \(line 2, column sku\)/)
  expect(said.out).toContain('not read:\n  line 3, column price: “free” is no price')
  expect(said.out).toContain('1 products, 1 variants, prices in EUR; 1 not read')
  expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({
    products: [{ id: 'mug', variants: [{ price: 1900, sku: 'M-1' }] }],
  })
  const tenant = await writeTenant(folder, { catalogue: 'catalogue.json' })
  await expect(readTenantFile(tenant)).resolves.toMatchObject({ id: 'maison' })
})

test('a page is read from its address, and addresses in it from there', async () => {
  const product = {
    '@type': 'Product',
    name: 'Lamp',
    sku: 'L',
    image: 'lamp.jpg',
    offers: { price: '149.00', priceCurrency: 'EUR' },
  }
  const server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/lamps/paper' }).end()
    else if (request.url !== '/lamps/paper') response.writeHead(404).end()
    else response.end(`<script type="application/ld+json">${JSON.stringify(product)}</script>`)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => void server.close())
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const { out } = await startFeed()
  expect(await run(`${origin}/moved`, '--out', out)).toMatchObject({ code: 0 })
  expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({
    products: [{ id: 'L', image: `${origin}/lamps/lamp.jpg` }],
  })
  expect(await run(`${origin}/nowhere`)).toMatchObject({ code: 1, err: `${origin}/nowhere answers 404.\n` })
})

test('what is there is never overwritten', async () => {
  const { feed, out } = await startFeed()
  await writeFile(out, 'mine')
  expect(await run(feed, '--out', out)).toMatchObject({ code: 1, err: expect.stringContaining('--out') })
  expect(await readFile(out, 'utf8')).toBe('mine')
})

test('what nothing can be sold by writes no file', async () => {
  const { feed, out } = await startFeed('id,title,price\nmug,Mug,free\n')
  expect(await run(feed, '--out', out)).toMatchObject({
    code: 1,
    out: expect.stringContaining('nothing that can be sold'),
  })
  await expect(readFile(out)).rejects.toThrow('ENOENT')
})

test.each([
  ['a file that is not there', ['/nowhere/feed.csv'], /cannot be read/],
  ['a host that is not there', ['http://127.0.0.1:1/feed.csv'], /cannot be reached/],
  ['a currency that is none', ['feed.csv', '--currency', 'euro'], /--currency has to be a code/],
  ['a location that is none', ['feed.csv', '--location', 'a b'], /--location has to be/],
  ['no feed', [], /takes <file-or-url>, got nothing/],
])('%s is answered by a clear line', async (_name, args, says) => {
  const { code, err } = await run(...args)
  expect(code).toBe(1)
  expect(err).toMatch(says)
  expect(err).not.toContain('    at ')
})

test('a text in another encoding is not guessed at', async () => {
  const { feed, out } = await startFeed(Buffer.from('id,title,price\nmug,Caf\xE9,19.00 EUR\n', 'latin1'))
  expect(await run(feed, '--out', out)).toMatchObject({ code: 1, err: expect.stringContaining('not UTF-8') })
})

test('nothing of a feed moves the cursor or turns the writing round', async () => {
  const { feed, out } = await startFeed(
    'id,title,price\nmug,\u001B[2J\u202EguM,19.00 EUR\na\u001B[2J,A,1.00 EUR\n',
  )
  const said = await run(feed, '--out', out)
  expect(said.out).toContain('guM')
  expect([...said.out].filter((sign) => '\u001B\u202E'.includes(sign))).toEqual([])
})
