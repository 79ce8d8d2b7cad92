import SourceLoader from 'hls.js/src/utils/xhr-loader'
import type { LoaderContext } from 'hls.js'
import { earlyFilesOf, type EarlyFile } from '../early/early-files.ts'

/** hls.js's own loader, which takes what is on its way already. */
export class EarlyLoader<Context extends LoaderContext> extends SourceLoader<Context> {
  protected isOver = false

  protected override loadInternal(): void {
    const { context } = this
    const files = earlyFilesOf(document)
    const file = context === null || context.rangeEnd ? undefined : files.get(context.url)
    if (context === null || file === undefined) return super.loadInternal()
    // Once: whoever asks again wants what is there by then.
    files.delete(context.url)
    file.then(
      (found) => this.isOver || this.#take(context, found),
      () => this.isOver || super.loadInternal(),
    )
  }

  #take(context: Context, { bytes, url, status, firstMs, tookMs }: EarlyFile): void {
    const { stats, callbacks } = this
    const size = bytes.byteLength
    const end = performance.now()
    // It took what it took, though nobody waited: that is what the next quality is chosen by.
    Object.assign(stats.loading, { start: end - tookMs, first: end - tookMs + firstMs, end })
    Object.assign(stats, { loaded: size, total: size, bwEstimate: (size * 8000) / (tookMs - firstMs) })
    const data = context.responseType === 'arraybuffer' ? bytes : new TextDecoder().decode(bytes)
    callbacks?.onProgress?.(stats, context, data, null)
    callbacks?.onSuccess({ url, data, code: status }, stats, context, null)
  }

  override abort(): void {
    this.isOver = true
    super.abort()
  }

  override destroy(): void {
    this.isOver = true
    super.destroy()
  }
}
