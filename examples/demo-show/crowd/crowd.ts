import { readFileSync } from 'node:fs'
import process from 'node:process'
import { createTote } from '@tote/core'
import { startViewer } from './viewer.ts'

// A few viewers for the demo, so that a newcomer is not alone: they talk, vote and send hearts. Each is a place of its own.
const VIEWERS = 3

const { messages } = JSON.parse(readFileSync(new URL('../talk.json', import.meta.url), 'utf8')) as {
  messages: readonly string[]
}
const viewers = Array.from({ length: VIEWERS }, (_, index) =>
  startViewer(createTote(readSettings()), {
    messages: messages.filter((_text, at) => at % VIEWERS === index),
    seed: index,
  }),
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => {
    for (const stop of viewers) stop()
  })

function readSettings() {
  const setting = (name: string) => process.env[name] ?? ''
  return {
    hub: setting('TOTE_HUB'),
    key: setting('TOTE_KEY'),
    show: setting('TOTE_SHOW'),
    origin: setting('TOTE_ORIGIN'),
  }
}
