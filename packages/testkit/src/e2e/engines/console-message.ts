import type { PageMessage } from './page-port.ts'

/** A message as WebKit's inspector tells it. */
export interface ConsoleMessage {
  readonly source: string
  readonly level: string
  readonly text: string
  readonly parameters?: readonly { readonly value?: unknown; readonly description?: string }[]
}

export function toMessage({ source, level, text, parameters = [] }: ConsoleMessage): PageMessage {
  const rest = parameters.slice(1).map(({ value, description }) => description ?? String(value))
  const said = [text, ...rest].join(' ')
  if (level === 'warning') return { kind: 'warn', text: said }
  if (level !== 'error') return { kind: 'log', text: said }
  return { kind: source === 'javascript' ? 'uncaught' : 'error', text: said }
}
