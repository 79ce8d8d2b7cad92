import { pageHtml } from './shop-fixtures.ts'

/** Runs before everything else in a portal's page and takes whatever passes it. */
const THIEF = `<script>
  window.loot = []
  const take = (how, what) => loot.push(how + ' ' + (typeof what === 'string' ? what : JSON.stringify(what) ?? ''))
  const wrap = (owner, name) => {
    const real = owner[name]
    owner[name] = function (...all) {
      take(name, all.map((one) => one?.url ?? one?.href ?? one))
      return real.apply(this, all)
    }
  }
  wrap(window, 'fetch')
  wrap(window, 'open')
  wrap(XMLHttpRequest.prototype, 'open')
  wrap(Navigator.prototype, 'sendBeacon')
  for (const name of ['generateKey', 'sign', 'digest', 'exportKey']) wrap(SubtleCrypto.prototype, name)
  for (const name of ['open', 'databases']) wrap(IDBFactory.prototype, name)
  wrap(Storage.prototype, 'setItem')
  wrap(MessagePort.prototype, 'postMessage')
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      take('socket', all[0])
      super(...all)
    }
  }
  const listen = MessagePort.prototype.addEventListener
  MessagePort.prototype.addEventListener = function (type, hear, more) {
    return listen.call(this, type, (event) => (take('port', event.data), hear(event)), more)
  }
  addEventListener('message', ({ origin, data }) => take('message from ' + origin, data))
</script>`

/** What such a page tries at the frame by its window; each by name, with what came of it. */
export function reachIn(): Record<string, string> {
  const frame = document.querySelector('tote-player')?.shadowRoot?.querySelector('iframe')
  const inner: unknown = frame?.contentWindow
  const tries: Record<string, () => unknown> = {
    'its document': () => frame?.contentDocument,
    'its window’s document': () => read(inner, 'document'),
    'its player': () => read(inner, 'tote'),
    'its fetch': () => read(inner, 'fetch'),
    'its WebSocket': () => read(inner, 'WebSocket'),
    'its IndexedDB': () => read(inner, 'indexedDB'),
    'its localStorage': () => read(inner, 'localStorage'),
    'its crypto': () => read(inner, 'crypto'),
  }
  return Object.fromEntries(
    Object.entries(tries).map(([name, run]) => {
      try {
        return [name, String(run())]
      } catch (error) {
        return [name, error instanceof DOMException ? error.name : String(error)]
      }
    }),
  )

  function read(from: unknown, name: string): unknown {
    return Reflect.get(Object(from), name)
  }
}

/** A portal's pages around this isolated mount: one that is honest, and two that are not. */
export const thiefPages = (mount: string) => ({
  '/': pageHtml(mount),
  '/thief': pageHtml(THIEF + mount),
  '/shouting': pageHtml(
    `<div id="others"></div><script>
      addEventListener('message', ({ data }) => (window.answered ??= []).push(data))
    </script>${mount}`,
  ),
})
