import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify } from 'node:util'
import { startProcess } from '../start-process.ts'
import { xdotoolPath, xvfbPath } from './find-engine.ts'

const run = promisify(execFile)

/** A screen that nobody sees, for a browser that cannot do without one. */
export interface Display {
  /** For `DISPLAY`, such as `:7`. */
  readonly name: string
  /** The ids of its windows of this class. */
  windows(className: string): Promise<readonly string[]>
  /** Gives a window another size. */
  resize(window: string, width: number, height: number): Promise<void>
  /** Clicks in a window, also on what the browser itself has drawn there. */
  clickIn(window: string, x: number, y: number): Promise<void>
  close(): Promise<void>
}

/** Starts an X server on a number that is free. */
export async function startDisplay(): Promise<Display> {
  const command = xvfbPath()
  const hand = xdotoolPath()
  if (command === undefined || hand === undefined)
    throw new Error('no Xvfb or xdotool found: install them (Debian: xvfb xdotool)')
  const server = await startProcess({
    command,
    // It looks for a free number by itself and prints it; no other machine may draw on it.
    args: ['-displayfd', '1', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'],
    readyWhen: /^\d+\n/m,
  })
  const [, number = ''] = await server.waitFor(/^(\d+)\n/m)
  const name = `:${number}`
  const onIt = async (...args: string[]) =>
    (await run(hand, args, { env: { ...process.env, DISPLAY: name } })).stdout
  return {
    name,
    windows: async (className) =>
      (await onIt('search', '--onlyvisible', '--class', className)).trim().split('\n'),
    resize: async (window, width, height) => {
      await onIt('windowsize', window, String(width), String(height))
    },
    clickIn: async (window, x, y) => {
      await onIt('mousemove', '--window', window, String(x), String(y), 'click', '1')
    },
    close: async () => {
      await server.stop()
    },
  }
}
