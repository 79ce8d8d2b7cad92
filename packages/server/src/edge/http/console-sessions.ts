import { ToteError, type ConsoleSignIn } from '@tote/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toStorePerson } from '../../fulfilment/store-person.ts'
import { drawSecret, hashSecret } from '../../secret.ts'
import { noteAct } from '../../store/audit-store.ts'
import { selectAssociate, type Associate } from '../../store/associate-store.ts'
import {
  deleteConsoleSession,
  insertConsoleSession,
  selectConsoleSession,
} from '../../store/console-store.ts'
import { findTenant, findTenantByHostKey, type Tenant } from '../../store/tenant-store.ts'
import type { HubContext } from '../hub-context.ts'

const COOKIE = 'tote-console'
/** A working day with its preparation. */
const SESSION_MS = 12 * 60 * 60_000

/** Who works with the console: the tenant's host, or an associate of one of its stores. */
export interface ConsolePerson {
  readonly tenant: Tenant
  /** Null for the host. */
  readonly associate: Associate | null
}

export type ConsoleSessions = ReturnType<typeof createConsoleSessions>

/** Signing in to the console and out, and who a request is from. */
export function createConsoleSessions({ store, publicUrl, now }: HubContext) {
  return {
    /** @throws ToteError `unauthorised` */
    async signIn(reply: FastifyReply, asked: ConsoleSignIn): Promise<ConsolePerson> {
      const person = await findByKey(asked)
      if (person === undefined) throw new ToteError('unauthorised', 'No tenant has this key.')
      const secret = drawSecret('tc', 24)
      const { tenant, associate } = person
      await store.transaction(async (trx) => {
        await insertConsoleSession(trx, {
          hash: hashSecret(secret),
          tenantId: tenant.id,
          associateKeyHash: associate?.keyHash ?? null,
          expiresAt: now() + SESSION_MS,
        })
        const act = { kind: 'signedIn' } as const
        await noteAct(trx, tenant.id, { person: toStorePerson(associate), act, nowMs: now() })
      })
      setCookie(reply, secret, SESSION_MS / 1000)
      return person
    },

    async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const secret = request.cookies[COOKIE]
      if (secret !== undefined) await deleteConsoleSession(store.db, hashSecret(secret))
      setCookie(reply, '', 0)
    },

    find,

    /** @throws ToteError `unauthorised` */
    async personOf(request: FastifyRequest): Promise<ConsolePerson> {
      const person = await find(request)
      if (person === undefined) throw new ToteError('unauthorised', 'Sign in first.')
      return person
    },

    /** @throws ToteError `unauthorised`; `forbidden` for an associate, who only hands over. */
    async hostOf(request: FastifyRequest): Promise<Tenant> {
      const person = await find(request)
      if (person === undefined) throw new ToteError('unauthorised', 'Sign in with the host key first.')
      if (person.associate !== null) throw new ToteError('forbidden', 'This is for the host.')
      return person.tenant
    },

    /** A page of another site cannot act through a host's cookie. @throws ToteError `origin` */
    checkOwnPage(request: FastifyRequest): void {
      if (request.headers.origin !== publicUrl)
        throw new ToteError('origin', `The console is used from ${publicUrl} only.`, {
          details: { field: 'origin' },
        })
    },
  }

  async function find(request: FastifyRequest): Promise<ConsolePerson | undefined> {
    const secret = request.cookies[COOKIE]
    const visit =
      secret === undefined
        ? undefined
        : await selectConsoleSession(store.db, { hash: hashSecret(secret), nowMs: now() })
    if (visit === undefined) return undefined
    const tenant = await findTenant(store.db, visit.tenantId)
    if (visit.associateKeyHash === null) return tenant && { tenant, associate: null }
    const associate = await selectAssociate(store.db, visit.associateKeyHash)
    return tenant && associate && { tenant, associate }
  }

  async function findByKey(asked: ConsoleSignIn): Promise<ConsolePerson | undefined> {
    if ('hostKey' in asked) {
      const tenant = await findTenantByHostKey(store.db, asked.hostKey)
      return tenant && { tenant, associate: null }
    }
    const associate = await selectAssociate(store.db, hashSecret(asked.associateKey))
    const tenant = associate && (await findTenant(store.db, associate.tenantId))
    return tenant && { tenant, associate }
  }

  function setCookie(reply: FastifyReply, value: string, maxAge: number): void {
    void reply.setCookie(COOKIE, value, {
      path: '/v1/console',
      httpOnly: true,
      sameSite: 'strict',
      secure: publicUrl.startsWith('https:'),
      maxAge,
    })
  }
}
