import { resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import { ToteError } from '@tote/protocol'
import type { FastifyInstance, FastifyReply } from 'fastify'
import * as z from 'zod/mini'
import { parseMessage } from '../edge/parse.ts'
import { readMediaAsset, type MediaAsset } from './media-asset.ts'
import { findTrack, livePlaylist, masterPlaylist, replayPlaylist } from './playlists.ts'

const paramsSchema = z.object({
  asset: z.string().check(z.maxLength(32)),
  kind: z.literal(['live', 'replay']),
  startedAtMs: z.string().check(z.regex(/^\d{1,14}$/)),
  playlist: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,50}\.m3u8$/)),
})
const fileParamsSchema = z.object({
  asset: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,32}$/)),
  '*': z.string().check(z.regex(/^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*\.(?:m4s|mp4|vtt)$/)),
})

const types: Record<string, string> = {
  m4s: 'video/iso.segment',
  mp4: 'video/mp4',
  vtt: 'text/vtt; charset=utf-8',
}

/**
 * A packaged film as a live stream that goes round since `startedAtMs`, or as its recording:
 * `/media/<asset>/live|replay/<startedAtMs>/master.m3u8`. For demos, rehearsals and tests; a real show's
 * picture comes from a CDN. Nothing is kept: the clock and the address say it all.
 */
export async function mediaRoutes(
  app: FastifyInstance,
  { mediaDir, now }: { mediaDir: string; now: () => number },
): Promise<void> {
  const root = resolve(mediaDir)
  const assets = new Map<string, MediaAsset>()
  await app.register(fastifyStatic, { root, serve: false, decorateReply: !app.hasReplyDecorator('sendFile') })

  app.get('/media/:asset/files/*', async (request, reply) => {
    const { asset, '*': path } = parseMessage(fileParamsSchema, request.params)
    const type = types[path.slice(path.lastIndexOf('.') + 1)]
    void reply.header('cross-origin-resource-policy', 'cross-origin')
    if (type !== undefined) void reply.type(type)
    return reply.sendFile(`${asset}/${path}`, root, { maxAge: '365d', immutable: true })
  })

  app.get('/media/:asset/:kind/:startedAtMs/:playlist', async (request, reply) => {
    const params = parseMessage(paramsSchema, request.params)
    const asset = await find(params.asset)
    const name = params.playlist.slice(0, -'.m3u8'.length)
    if (name === 'master') return send(reply, masterPlaylist(asset), 'max-age=60')
    const track = findTrack(asset, name)
    if (track === undefined) throw new ToteError('not_found', `The stream has no track ${name}.`)
    const startedAtMs = Number(params.startedAtMs)
    if (params.kind === 'replay') return send(reply, replayPlaylist(asset, track, startedAtMs), 'max-age=60')
    const playlist = livePlaylist(asset, track, { startedAtMs, nowMs: now() })
    // A 404 is what players try again; an empty playlist is an error to them.
    if (playlist === null) throw new ToteError('not_found', 'The stream has not started yet.')
    return send(reply, playlist, 'max-age=1')
  })

  async function find(id: string): Promise<MediaAsset> {
    const known = assets.get(id)
    if (known !== undefined) return known
    const asset = await readMediaAsset(root, id)
    if (asset === undefined) throw new ToteError('not_found', `There is no stream ${id} here.`)
    assets.set(id, asset)
    return asset
  }

  function send(reply: FastifyReply, playlist: string, cacheControl: string) {
    return reply.type('application/vnd.apple.mpegurl').header('cache-control', cacheControl).send(playlist)
  }
}
