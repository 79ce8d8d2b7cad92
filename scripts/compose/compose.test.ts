import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseConfig } from '../../packages/server/src/config.ts'
import { readTenantFile } from '../../packages/server/src/tenants/tenant-file.ts'

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')

interface Service {
  readonly environment?: Record<string, string>
  readonly depends_on?: readonly string[] | Record<string, unknown>
  readonly volumes?: readonly string[]
}

async function services(): Promise<Record<string, Service>> {
  const text = (await read('compose.yaml')).replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1')
  // Written by us, and every part that is used is held below.
  return (parse(text, { merge: true }) as { services: Record<string, Service> }).services
}

test('each hub of the compose file starts from what its environment says, under a name of its own', async () => {
  const hubs = Object.entries(await services()).filter(([name]) => name.startsWith('hub-'))
  expect(hubs).toHaveLength(2)
  for (const [name, { environment = {} }] of hubs) expect(parseConfig(environment).TOTE_NODE).toBe(name)
})

test('whatever a service waits for or reaches is a service too', async () => {
  const all = await services()
  for (const { depends_on = [], environment = {} } of Object.values(all)) {
    const names = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on)
    const urls = [environment['TOTE_DATABASE_URL'], environment['TOTE_REDIS_URL']]
    const hosts = urls.flatMap((url) => (url === undefined ? [] : [new URL(url).hostname]))
    for (const name of [...names, ...hosts]) expect(Object.keys(all)).toContain(name)
  }
})

test('the proxy asks every hub, at its port, whether it is ready', async () => {
  const all = await services()
  const caddyfile = await read('Caddyfile')
  const targets = /reverse_proxy (.+) \{/.exec(caddyfile)?.[1]?.split(' ')
  const hubs = Object.entries(all).filter(([name]) => name.startsWith('hub-'))
  expect(targets).toEqual(hubs.map(([name, { environment }]) => `${name}:${environment?.['TOTE_PORT']}`))
  expect(caddyfile).toContain('health_uri /readyz')
})

test('the tenant file that comes with it is one', async () => {
  const file = await readTenantFile(new URL('tenant.json', import.meta.url).pathname)
  expect(file.shows.map(({ id }) => id)).toEqual(['spring'])
})
