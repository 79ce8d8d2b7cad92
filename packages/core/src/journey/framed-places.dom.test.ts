import { FakeClock } from '@tote/testkit/clock'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createTote } from '../create-tote.ts'
import { HubModel } from '../hub-model-fixtures.ts'
import { newId } from '../link/new-id.ts'

/** How a page with this around it opened its journey, on this browser's own disk. */
async function openedBy(key: string, embeddedIn?: string): Promise<string | undefined> {
  const hub = new HubModel(new FakeClock())
  const around = embeddedIn === undefined ? {} : { embeddedIn }
  const tote = createTote({
    hub: 'https://hub.test',
    key,
    show: 'spring',
    fetch: hub.fetch,
    link: hub.link,
    ...around,
  })
  onTestFinished(() => tote.stop())
  void tote.start()
  await vi.waitFor(() => expect(tote.journey.$journey.get().status).toBe('open'), { timeout: 20_000 })
  tote.stop()
  return hub.posted.map(({ path }) => path).find((path) => /^\/v1\/(journeys|resume)$/.test(path))
}

test('[one portal’s key] frames of the hub in two sites’ pages find nothing of each other on one disk, and each its own', async () => {
  const key = `pk_${newId()}`
  expect(await openedBy(key, 'https://portal.test')).toBe('/v1/journeys')
  expect(await openedBy(key, 'https://gazette.test')).toBe('/v1/journeys')
  expect(await openedBy(key)).toBe('/v1/journeys')
  for (const embeddedIn of ['https://portal.test', 'https://gazette.test', undefined])
    expect(await openedBy(key, embeddedIn)).toBe('/v1/resume')
})
