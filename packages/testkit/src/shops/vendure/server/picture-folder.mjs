import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Keeps a shop's pictures in a folder that a web server beside it serves at `url`, as a bucket behind a CDN would. */
export class PictureFolder {
  constructor(folder, url) {
    this.folder = folder
    this.url = url
  }

  async writeFileFromBuffer(name, data) {
    await writeFile(await this.#place(name), data)
    return name
  }

  async writeFileFromStream(name, data) {
    await pipeline(data, createWriteStream(await this.#place(name)))
    return name
  }

  readFileToBuffer(name) {
    return readFile(join(this.folder, name))
  }

  async readFileToStream(name) {
    return createReadStream(join(this.folder, name))
  }

  deleteFile(name) {
    return rm(join(this.folder, name), { force: true })
  }

  fileExists(name) {
    return access(join(this.folder, name)).then(
      () => true,
      () => false,
    )
  }

  toAbsoluteUrl(_request, name) {
    return `${this.url}/${name}`
  }

  async #place(name) {
    const path = join(this.folder, name)
    await mkdir(dirname(path), { recursive: true })
    return path
  }
}

/** A preview that is the picture itself. */
export const wholePictures = { generatePreviewImage: async (_context, _type, data) => data }
