import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { post, startWorld } from '../../hub-fixtures.ts'
import { hash, TestPlace } from '../../place-fixtures.ts'
import { refusal } from '../../refusal-fixtures.ts'
import { BRAND, KEY, MARKET, PORTAL, tenantFileOf } from '../../tenant-fixtures.ts'

const isolated = tenantFileOf({
  channels: [
    { name: 'Brand', origin: BRAND, isTrusted: true },
    { name: 'Portal', origin: PORTAL, isIsolated: true },
  ],
})

async function startFrames(tenant = isolated, versions = ['v0.9.0', 'v0.10.0', 'v0']) {
  const folder = await mkdtemp(join(tmpdir(), 'tote-embed-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const version of versions) {
    await mkdir(join(folder, version))
    await writeFile(join(folder, version, 'frame.js'), '')
  }
  return startWorld({ tenant, env: { TOTE_EMBED_DIR: folder } })
}

test('[clickjacking frame] the page of an isolated mount may be in the channels’ pages and in no others', async () => {
  const world = await startFrames()
  const { status, headers } = await fetch(`${world.hub.url}/frame?key=${KEY}&show=spring`)
  const policy = headers.get('content-security-policy') ?? ''
  expect(status).toBe(200)
  expect(policy.split('; ')).toContain(`frame-ancestors ${BRAND} ${PORTAL}`)
  expect(policy.split('; ')).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(headers.getSetCookie()).toEqual([])
})

test('with no channel it may be nowhere, and for an unknown key there is none', async () => {
  const world = await startFrames(tenantFileOf({ channels: [] }))
  const known = await fetch(`${world.hub.url}/frame?key=${KEY}`)
  expect(known.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect((await fetch(`${world.hub.url}/frame?key=pk_unknownunknown`)).status).toBe(404)
  expect((await fetch(`${world.hub.url}/frame`)).status).toBe(400)
})

test('it runs the newest version’s script, and says which sites may speak with it and what each is told', async () => {
  const world = await startFrames(
    tenantFileOf({
      channels: [
        { name: 'Market', origin: MARKET, tellsCount: true },
        { name: 'Portal', origin: PORTAL },
      ],
    }),
  )
  const page = await (await fetch(`${world.hub.url}/frame?key=${KEY}`)).text()
  expect(page).toContain('src="/embed/v0.10.0/frame.js"')
  const written = /name="tote-sites" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#34;', '"')
  expect(JSON.parse(written ?? '')).toEqual([
    { origin: MARKET, tellsCount: true },
    { origin: PORTAL, tellsCount: false },
  ])
})

test('without a built embed there is no such page', async () => {
  const world = await startWorld()
  expect((await fetch(`${world.hub.url}/frame?key=${KEY}`)).status).toBe(404)
})

test('[portal] an isolated channel’s own page opens, redeems, resumes and claims nothing', async () => {
  const world = await startWorld({ tenant: isolated })
  const portal = await TestPlace.of(world, PORTAL)
  expect(await refusal(portal.open())).toBe('origin')
  const brand = await (await TestPlace.of(world, BRAND)).open()
  const { grant, placeId } = brand.mine
  const stolen = { grant, claim: 'a'.repeat(22), placeId, ticket: `tt_${'a'.repeat(22)}` }
  const bodies = {
    '/v1/resume': { placeId, proof: await portal.prove('resume', placeId) },
    '/v1/redeem': { ticket: stolen.ticket, proof: await portal.prove('redeem', hash(stolen.ticket)) },
    '/v1/claim': { grant, proof: await portal.prove('claim', hash(grant)) },
  }
  for (const [path, body] of Object.entries(bodies))
    expect([path, await refusal(portal.post(path, body))]).toEqual([path, 'origin'])
  // What the show is, is no secret.
  const info = await fetch(`${world.hub.url}/v1/shows/spring?key=${KEY}`, { headers: { origin: PORTAL } })
  expect(info.status).toBe(200)
})

test('a place of the frame is of the hub’s origin, and named by the page around it: a channel, and nothing else', async () => {
  const world = await startWorld({ tenant: isolated })
  const { publicUrl } = world.hub
  const open = async (embeddedIn: string) => {
    const frame = await TestPlace.of(world, publicUrl)
    const proof = await frame.prove('open', KEY)
    return frame.post('/v1/journeys', { embeddedIn, proof })
  }
  await open(PORTAL)
  const [place] = await world.store.db.selectFrom('place').select(['origin', 'embedded_in']).execute()
  expect(place).toEqual({ origin: publicUrl, embedded_in: PORTAL })
  expect(await refusal(open('https://evil.test'))).toBe('origin')
  const brand = await TestPlace.of(world, BRAND)
  const body = { key: KEY, jwk: brand.jwk, embeddedIn: PORTAL, proof: await brand.prove('open', KEY) }
  expect(await refusal(post(world, '/v1/journeys', body, { origin: BRAND }))).toBe('origin')
})
