import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/**
 * The system's Chromium: `TOTE_CHROMIUM` if set, or the first known name on the PATH; undefined when there is none.
 * Tests never download a browser.
 */
export function chromiumPath(): string | undefined {
  if (env['TOTE_CHROMIUM']) return env['TOTE_CHROMIUM']
  const folders = (env['PATH'] ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there, or not ours to run: the next name may be.
    return false
  }
}
