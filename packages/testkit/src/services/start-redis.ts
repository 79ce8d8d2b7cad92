import { findFreePort } from '../e2e/find-free-port.ts'
import { startProcess } from '../e2e/start-process.ts'
import { createTempFolder } from '../e2e/temp-folder.ts'
import { redisPath } from './find-service.ts'

/** A Redis server of its own on a free loopback port. It keeps nothing: after `restart` it is empty. */
export interface Redis {
  readonly url: string
  readonly port: number
  /** Ends it and takes its folder away. */
  stop(): Promise<void>
  /** `kill -9`. */
  kill(): Promise<void>
  /** Starts it again after `kill`, on the same port. */
  restart(): Promise<void>
}

/** @throws when Redis is not installed: `scripts/workspace/services.ts` sees to that. */
export async function startRedis(): Promise<Redis> {
  const command = redisPath()
  if (command === undefined) throw new Error('Redis is not installed')
  const folder = await createTempFolder('redis')
  const port = await findFreePort()
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder.path]
  const server = await startProcess({
    command,
    args: [...own, '--save', '', '--appendonly', 'no'],
    cwd: folder.path,
    readyWhen: /Ready to accept connections/,
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    async stop() {
      await server.stop()
      await folder.remove()
    },
    kill: () => server.kill(),
    restart: () => server.restart(),
  }
}
