import { mkdir, writeFile } from 'node:fs/promises'
import { products } from './products.ts'
import { takePicture, withStage } from './render.ts'
import { posterPicture, productPicture } from './scene-page.ts'

const folder = new URL('../pictures/', import.meta.url)
await mkdir(folder, { recursive: true })
await withStage(async (page) => {
  for (const product of products) {
    const shot = { type: 'webp', quality: 82, width: 640, height: 640 } as const
    await writeFile(
      new URL(`${product.id}.webp`, folder),
      await takePicture(page, productPicture(product), shot),
    )
  }
  await writeFile(
    new URL('poster.webp', folder),
    await takePicture(page, posterPicture(), { type: 'webp', quality: 84 }),
  )
})
