import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'

/** A file inside the asset's folder: no way out of it. */
const filePath = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*\.[a-z0-9]+$/)
const trackId = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/)

const mediaAssetSchema = z
  .strictObject({
    targetDuration: z.number().positive().max(20),
    /** Seconds of each segment, the same for every rendition. */
    segmentDurations: z.array(z.number().positive().max(20)).min(1).max(20_000),
    renditions: z
      .array(
        z.strictObject({
          id: trackId,
          bandwidth: z.int().positive(),
          averageBandwidth: z.int().positive().optional(),
          width: z.int().positive(),
          height: z.int().positive(),
          frameRate: z.number().positive(),
          codecs: z.string().regex(/^[A-Za-z0-9.,]+$/),
          init: filePath,
          segments: z.array(filePath),
        }),
      )
      .min(1)
      .max(12),
    captions: z
      .array(
        z.strictObject({
          id: trackId,
          language: z.string().regex(/^[A-Za-z-]{2,35}$/),
          name: z
            .string()
            .max(60)
            .regex(/^[^"\n]*$/),
          segments: z.array(filePath),
        }),
      )
      .max(50)
      .default([]),
  })
  .refine(
    ({ segmentDurations, renditions, captions }) =>
      [...renditions, ...captions].every(({ segments }) => segments.length === segmentDurations.length),
    'every track needs one segment for each of segmentDurations',
  )

/** A packaged film: what `asset.json` in its folder says. */
export type MediaAsset = z.infer<typeof mediaAssetSchema>

/** Undefined when there is no such asset. @throws Error when its `asset.json` is broken. */
export async function readMediaAsset(mediaDir: string, id: string): Promise<MediaAsset | undefined> {
  if (!trackId.safeParse(id).success) return undefined
  const text = await readFile(join(mediaDir, id, 'asset.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const parsed = mediaAssetSchema.safeParse(JSON.parse(text))
  if (!parsed.success) throw new Error(`asset.json of ${id}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
