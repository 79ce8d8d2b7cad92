import { join } from 'node:path'
import { SCENE_SECONDS } from './demo-product.ts'
import { products } from './products.ts'
import { run } from './run.ts'

/** A sentence of the host: what is said, and when, in seconds of the film. */
export interface Spoken {
  readonly text: string
  readonly file: string
  readonly startsAt: number
  readonly endsAt: number
}

const FIRST_WORD_AT = 0.5
const PAUSE = 0.25

/** Speaks each product's sentences into files, one after the other within its scene. */
export async function speak(folder: string): Promise<Spoken[]> {
  const all: Spoken[] = []
  for (const [index, { id, words }] of products.entries()) {
    let at = index * SCENE_SECONDS + FIRST_WORD_AT
    for (const [part, text] of words.entries()) {
      const file = join(folder, `${id}-${part}.wav`)
      await run('flite', ['-voice', 'slt', '--setf', 'duration_stretch=0.94', '-t', text, '-o', file])
      const length = Number(
        await run('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file]),
      )
      all.push({ text, file, startsAt: at, endsAt: at + length })
      at += length + PAUSE
    }
    if (at > (index + 1) * SCENE_SECONDS)
      throw new Error(`the host talks too long about ${id}: ${at.toFixed(1)} s`)
  }
  return all
}
