import { showEventSchema, type ShowEvent } from '@tote/protocol'
import { post, type World } from '../hub-fixtures.ts'
import { HOST_KEY } from '../tenant-fixtures.ts'

/** A host who is signed in, and acts from the hub's own page. */
export class Host {
  readonly world: World
  readonly setCookie: string

  constructor(world: World, setCookie: string) {
    this.world = world
    this.setCookie = setCookie
  }

  /** @param key Another than the tenant's host key. */
  static async of(world: World, key: Record<string, string> = { hostKey: HOST_KEY }): Promise<Host> {
    const response = await fetch(`${world.hub.url}/v1/console/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: world.hub.publicUrl },
      body: JSON.stringify(key),
    })
    if (!response.ok) throw new Error(`the key was answered with ${response.status}`)
    return new Host(world, response.headers.getSetCookie()[0] ?? '')
  }

  /** As the console's page asks. */
  async ask(
    path: string,
    body: Record<string, unknown>,
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    return post(this.world, path, body, {
      origin: this.world.hub.publicUrl,
      cookie: this.setCookie.split(';')[0] ?? '',
      ...headers,
    })
  }

  async cue(
    intent: Record<string, unknown>,
    extra: { at?: number; headers?: Record<string, string>; show?: string } = {},
  ): Promise<ShowEvent> {
    const body = { intent, ...(extra.at === undefined ? {} : { at: extra.at }) }
    const answer = await this.ask(`/v1/console/shows/${extra.show ?? 'spring'}/cues`, body, extra.headers)
    return showEventSchema.parse(Object(answer).event)
  }
}
