import process from 'node:process'

/** What a place in Node has to be told, from the environment. */
export function readSettings() {
  return {
    hub: setting('TOTE_HUB'),
    key: setting('TOTE_KEY'),
    show: setting('TOTE_SHOW'),
    origin: setting('TOTE_ORIGIN'),
  }
}

function setting(name: string): string {
  const value = process.env[name] ?? ''
  if (value === '') {
    console.error(`${name} is not set. Set TOTE_HUB, TOTE_KEY, TOTE_SHOW and TOTE_ORIGIN, as in the README.`)
    process.exit(1)
  }
  return value
}
