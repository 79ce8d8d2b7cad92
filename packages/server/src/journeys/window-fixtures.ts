import { errorBodySchema } from '@tote/protocol'
import {
  approvedSchema,
  claimedSchema,
  collectedSchema,
  lookedSchema,
  windowJourneysSchema,
  windowRedeemedSchema,
  type Approved,
  type Claimed,
  type Collected,
  type Looked,
  type WindowJourney,
  type WindowRedeemed,
} from '@tote/protocol/claim'
import type { World } from '../hub-fixtures.ts'
import { hash, type TestPlace } from '../place-fixtures.ts'
import { Refusal } from '../refusal-fixtures.ts'
import type { TestSocket } from '../socket-fixtures.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A browser at the hub's own pages: keeps the one cookie, and says where it is as browsers do. */
export class TestWindow {
  readonly world: World
  cookie: string | null = null
  /** The cookie's attributes as they were last set. */
  setCookie = ''
  /** The cookie that its frames get where the browser hands it to them, as it was set. */
  setFollowCookie = ''

  constructor(world: World) {
    this.world = world
  }

  async ask(
    [method, path]: [Method, string],
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    const response = await fetch(`${this.world.hub.url}${path}`, {
      method,
      headers: {
        ...(method === 'GET' ? {} : { origin: this.world.hub.publicUrl }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const [set] = response.headers.getSetCookie()
    if (set?.startsWith('__Secure-tote-follow=') === true) this.setFollowCookie = set
    else if (set !== undefined) {
      this.setCookie = set
      this.cookie = set.split(';', 1)[0] ?? null
    }
    const answer: unknown = await response.json()
    const failed = errorBodySchema.safeParse(answer)
    if (failed.success) throw new Refusal(failed.data.error.code, answer)
    return answer
  }

  async look(known: { claim?: string; code?: string }): Promise<Looked> {
    return lookedSchema.parse(await this.ask(['POST', '/v1/claim/look'], known))
  }

  async approve(known: { claim?: string; code?: string; digits?: string }): Promise<Approved> {
    return approvedSchema.parse(await this.ask(['POST', '/v1/claim/approve'], known))
  }

  async decline(known: { claim?: string; code?: string }): Promise<void> {
    await this.ask(['POST', '/v1/claim/decline'], known)
  }

  async redeem(ticket: string, to?: string): Promise<WindowRedeemed> {
    const body = { ticket, ...(to === undefined ? {} : { to }) }
    return windowRedeemedSchema.parse(await this.ask(['POST', '/v1/window/redeem'], body))
  }

  /** Takes over the basket of a place, with the shopper's yes. */
  async adopt(socket: TestSocket): Promise<this> {
    const { pending } = await this.redeem(await mintForHub(socket, this.world))
    await this.ask(['POST', '/v1/window/adopt'], { pending })
    return this
  }

  /** "Follow me", and taken back. */
  async follow(isOn = true): Promise<this> {
    await this.ask([isOn ? 'PUT' : 'DELETE', '/v1/window/journeys/maison/follow'])
    return this
  }

  get followCookie(): string {
    return this.setFollowCookie.split(';', 1)[0] ?? ''
  }

  async journeys(): Promise<WindowJourney[]> {
    return windowJourneysSchema.parse(await this.ask(['GET', '/v1/window/journeys'])).journeys
  }
}

export async function mintForHub(socket: TestSocket, world: World): Promise<string> {
  return String(Object(await socket.ask('ticket.mint', { aud: world.hub.publicUrl })).ticket)
}

export async function claim(place: TestPlace): Promise<Claimed> {
  const { grant } = place.mine
  return claimedSchema.parse(
    await place.post('/v1/claim', { grant, proof: await place.prove('claim', hash(grant)) }),
  )
}

export async function collect(place: TestPlace, id: string, release?: string): Promise<Collected> {
  const proof = await place.prove('collect', hash(id))
  const body = { claim: id, proof, ...(release === undefined ? {} : { release }) }
  return collectedSchema.parse(await place.post('/v1/claim/collect', body))
}
