import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startWorld } from '../../hub-fixtures.ts'

test.each([
  ['/continue', 'unsafe-none'],
  ['/adopt', 'same-origin'],
  ['/where', 'same-origin'],
])(
  '[clickjacking] %s may be in no frame, runs nothing of others, and has COOP %s',
  async (path, openerPolicy) => {
    const folder = await mkdtemp(join(tmpdir(), 'tote-window-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>window</title>')
    const world = await startWorld({ env: { TOTE_WINDOW_DIR: folder } })
    const { status, headers } = await fetch(`${world.hub.url}${path}?c=x&to=https://evil.test/`, {
      redirect: 'manual',
    })
    expect(status).toBe(200)
    const policy = headers.get('content-security-policy')?.split('; ')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cross-origin-opener-policy')).toBe(openerPolicy)
    expect(headers.getSetCookie()).toEqual([])
  },
)
