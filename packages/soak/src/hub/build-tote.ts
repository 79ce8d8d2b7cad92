import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const server = fileURLToPath(new URL('..', import.meta.resolve('@tote/server')))

/** The `tote` command as it is published, in one piece, made into this folder. Returns its path. */
export async function buildTote(outDir: string): Promise<string> {
  await build({
    root: server,
    configFile: join(server, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir },
  })
  return join(outDir, 'tote.js')
}
