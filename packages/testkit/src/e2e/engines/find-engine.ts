import { accessSync, constants, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'

/** What a run in WebKit starts: the driver, and the browser that it drives. */
export interface WebKitPrograms {
  readonly driver: string
  readonly browser: string
}

/** The system's Firefox: `TOTE_FIREFOX` if set, or the first known name on the PATH; undefined when there is none. */
export function firefoxPath(): string | undefined {
  return env['TOTE_FIREFOX'] ?? onPath('firefox-esr') ?? onPath('firefox')
}

/** The system's WebKitGTK with its driver; undefined when one of them is missing. */
export function webkitPrograms(): WebKitPrograms | undefined {
  const driver = onPath('WebKitWebDriver')
  const browser = globSync('/usr/{lib,libexec}{,64}{,/*}/webkit{2gtk-4.1,gtk-6.0}/MiniBrowser').find(
    isExecutable,
  )
  return driver === undefined || browser === undefined ? undefined : { driver, browser }
}

/** The X server without a screen, which WebKit draws on; undefined when there is none. */
export function xvfbPath(): string | undefined {
  return onPath('Xvfb')
}

/** The program that sizes windows on a screen without a window manager; undefined when there is none. */
export function xdotoolPath(): string | undefined {
  return onPath('xdotool')
}

/** The Debian packages that tests in Firefox and WebKit still miss; empty when all is there. */
export function missingEnginePackages(): readonly string[] {
  // Both play H.264 and AAC through the libraries that this plug-in brings.
  const hasCodecs = globSync('/usr/lib{,64}{,/*}/gstreamer-1.0/libgstlibav.so').length > 0
  return [
    ...(firefoxPath() === undefined ? ['firefox-esr'] : []),
    ...(webkitPrograms() === undefined ? ['webkit2gtk-driver'] : []),
    ...(xvfbPath() === undefined ? ['xvfb'] : []),
    ...(xdotoolPath() === undefined ? ['xdotool'] : []),
    ...(hasCodecs
      ? []
      : [
          'gstreamer1.0-libav',
          'gstreamer1.0-plugins-base',
          'gstreamer1.0-plugins-good',
          'gstreamer1.0-plugins-bad',
        ]),
  ]
}

function onPath(name: string): string | undefined {
  return (env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there, or not ours to run: another folder may have it.
    return false
  }
}
