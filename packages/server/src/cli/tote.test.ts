import { spawnSync } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openStore } from '../store/store.ts'
import { temporaryFolder, writeTenant } from './hub-process-fixtures.ts'
import { ShopOnHttp, SHOP_SECRET } from '../shops/shop-on-http-fixtures.ts'
import { runTote } from './tote.ts'

async function run(args: string[], env: Record<string, string> = {}) {
  const said = { out: '', err: '' }
  const code = await runTote(args, {
    env,
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  })
  return { code, ...said }
}

test('help lists every command, and a command says what it takes', async () => {
  const { code, out } = await run(['help'])
  expect(code).toBe(0)
  for (const name of ['serve', 'migrate', 'backup', 'import', 'doctor', 'simulate', 'verify-drop']) {
    expect(out).toContain(`  ${name}`)
    expect((await run([name, '--help'])).out).toMatch(new RegExp(`^tote ${name}`))
  }
  expect((await run(['help', 'doctor'])).out).toContain('--json')
  expect(await run([])).toMatchObject({ code: 1, out })
})

test.each([
  [['start'], {}, /no command start. It has: serve, migrate/],
  [['serve', '--prot', '1'], {}, /tote serve: Unknown option '--prot'[^]*tote serve --help/],
  [['backup'], {}, /takes <file>, got nothing/],
  [['migrate', 'now'], {}, /takes options only, got now/],
  [['doctor', '--sockets', 'many'], {}, /--sockets has to be a number of sockets, got many/],
  [['serve'], { TOTE_PROT: '1' }, /TOTE_PROT is not a setting of the hub/],
  [['serve'], { TOTE_PORT: 'x' }, /TOTE_PORT cannot be "x"[^]*Example: TOTE_PORT=4100/],
])('%j with %j is answered by a clear line and a code of 1', async (args, env, says) => {
  const { code, err } = await run(args, env)
  expect(code).toBe(1)
  expect(err).toMatch(says)
  expect(err).not.toContain('    at ')
})

test('migrate tells from where to where, and has nothing to do the second time', async () => {
  const env = { TOTE_DATABASE_URL: `sqlite:${join(await temporaryFolder(), 'tote.db')}` }
  expect(await run(['migrate'], env)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^sqlite: from nothing to \d{4}-/),
  })
  expect((await run(['migrate'], env)).out).toMatch(/^sqlite: at \d{4}-\S+ already/)
})

test('a database of another version is left as it is, and named as what it is', async () => {
  const path = join(await temporaryFolder(), 'tote.db')
  const env = { TOTE_DATABASE_URL: `sqlite:${path}` }
  await run(['migrate'], env)
  const database = new DatabaseSync(path)
  database.exec(`insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00Z')`)
  database.close()
  for (const command of ['migrate', 'serve']) {
    const { code, err } = await run([command], env)
    expect(code).toBe(1)
    expect(err).toMatch(/belongs to another version of Tote: it has taken 9999-later[^]*TOTE_DATABASE_URL/)
    expect(err).not.toContain('    at ')
  }
})

test('the command keeps itself compiled: its next start finds what this one has read', async () => {
  const folder = await temporaryFolder()
  const { NODE_COMPILE_CACHE: _, NODE_DISABLE_COMPILE_CACHE: __, ...env } = process.env
  const main = fileURLToPath(new URL('../main.ts', import.meta.url))
  const { status, stdout } = spawnSync(process.execPath, ['--conditions=tote-source', main, 'help'], {
    env: { ...env, TMPDIR: folder },
    encoding: 'utf8',
  })
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('tote <command>') })
  const kept = await readdir(join(folder, 'node-compile-cache'), { recursive: true, withFileTypes: true })
  expect(kept.filter((entry) => entry.isFile()).length).toBeGreaterThan(0)
})

test('backup copies a database in use, and the copy is another one', async () => {
  const folder = await temporaryFolder()
  const url = `sqlite:${join(folder, 'tote.db')}`
  const store = await openStore(url)
  const copy = join(folder, 'copy.db')
  expect(await run(['backup', copy], { TOTE_DATABASE_URL: url })).toMatchObject({ code: 0 })
  expect((await run(['backup', copy], { TOTE_DATABASE_URL: url })).err).toContain('there already')
  const restored = await openStore(`sqlite:${copy}`)
  expect(restored.epoch).not.toBe(store.epoch)
  await restored.close()
  await store.close()
})

test('new-epoch makes a restored database another one', async () => {
  const url = `sqlite:${join(await temporaryFolder(), 'tote.db')}`
  const before = await openStore(url)
  await before.close()
  expect(await run(['new-epoch'], { TOTE_DATABASE_URL: url })).toMatchObject({
    code: 0,
    out: expect.stringContaining(before.epoch),
  })
  const after = await openStore(url)
  await after.close()
  expect(after.epoch).not.toBe(before.epoch)
})

test('doctor finds nothing in the way of a set-up that works', async () => {
  const folder = await temporaryFolder()
  const env = {
    TOTE_DATABASE_URL: `sqlite:${join(folder, 'tote.db')}`,
    TOTE_TENANTS: await writeTenant(folder),
  }
  await run(['migrate'], env)
  const { code, out } = await run(['doctor', '--sockets', '100'], env)
  expect(out).toMatch(/WAL mode[^]*can be written to[^]*migrations are current[^]*maison, 1 shows, on https/)
  expect(out).toContain('nothing stands in the way')
  expect(code).toBe(0)
})

test('doctor asks each shop, and tells one that is away from one that is set up wrongly', async () => {
  const shop = await ShopOnHttp.open({ mug: { price: 1900, count: 1 } })
  const look = async (file: Record<string, unknown>) => {
    const folder = await temporaryFolder()
    const env = {
      TOTE_DATABASE_URL: `sqlite:${join(folder, 'tote.db')}`,
      TOTE_TENANTS: await writeTenant(folder, { catalogue: undefined, shop: file }),
    }
    const { code, out } = await run(['doctor', '--sockets', '100'], env)
    expect(out).not.toContain(SHOP_SECRET)
    return { code, out }
  }
  expect((await look(shop.file)).out).toMatch(/✓ the shop of maison \(custom\) answers: 1 products/)
  shop.illness = 'busy'
  expect(await look(shop.file)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/! the shop of maison .*503/),
  })
  shop.illness = null
  const stranger = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
  expect(await look({ ...shop.file, secrets: [stranger] })).toMatchObject({
    code: 1,
    out: expect.stringMatching(/✗ the shop of maison .*401/),
  })
})

test('doctor names each fault with what to do about it, and changes nothing', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'tote.db')
  const database = new DatabaseSync(path)
  database.exec('create table kysely_migration (name text); create table meta (key text, value text)')
  database.exec(`create table mutation (at integer); insert into mutation values (${Date.now() + 600_000})`)
  database.exec(`insert into kysely_migration values ('9999-later')`)
  database.close()
  await writeFile(join(folder, 'broken.json'), '{')
  await mkdir(join(folder, 'embed'))
  const { code, out } = await run(['doctor', '--json', '--sockets', '100000000'], {
    TOTE_DATABASE_URL: `sqlite:${path}`,
    TOTE_TENANTS: [
      await writeTenant(folder, { channels: [{ name: 'Brand', origin: 'http://brand.test' }] }),
      join(folder, 'broken.json'),
    ].join(','),
    TOTE_PUBLIC_URL: 'http://hub.invalid',
    TOTE_EMBED_DIR: join(folder, 'embed'),
    TOTE_MEDIA_DIR: join(folder, 'nowhere'),
  })
  expect(code).toBe(1)
  const report: { ok: boolean; checks: { findings: { status: string; says: string; todo?: string }[] }[] } =
    JSON.parse(out)
  const findings = report.checks.flatMap((check) => check.findings)
  const faults = findings.filter(({ status }) => status === 'fault')
  for (const says of [
    /later version: it has taken 9999-later/,
    /clock is 600 s before/,
    /maison lists http:\/\/brand\.test/,
    /broken\.json is not JSON/,
    /hub\.invalid is not https/,
    /too few for 100000000 sockets/,
    /TOTE_MEDIA_DIR: .*nowhere is no folder/,
  ])
    expect(faults.map((finding) => finding.says)).toContainEqual(expect.stringMatching(says))
  expect(faults.every(({ todo }) => todo !== undefined && todo.length > 10)).toBe(true)
  expect(findings).toContainEqual(expect.objectContaining({ says: expect.stringContaining('delete mode') }))
  const after = new DatabaseSync(path, { readOnly: true })
  expect(after.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' })
  after.close()
})
