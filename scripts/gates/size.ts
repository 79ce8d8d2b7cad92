import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { root } from '../workspace/workspace.ts'
import type { Gate } from './gate.ts'

interface Budget {
  readonly name: string
  /** A pattern from the root, over built files. */
  readonly files: string
  /** Bytes after brotli. */
  readonly limit: number
}

export const sizeGate: Gate = {
  name: 'size',
  about: 'brotli sizes of what a page loads, against scripts/size-budgets.json; needs `build`',
  run() {
    const read = (path: string) => readFileSync(join(root, path), 'utf8')
    // Ours, and small: a wrong shape shows at once.
    const { budgets } = JSON.parse(read('scripts/size-budgets.json')) as { budgets: readonly Budget[] }
    const measured = budgets
      .filter(({ files }) => existsSync(join(root, files.split('/').slice(0, 2).join('/'))))
      .map((budget) => ({ budget, files: globSync(budget.files, { cwd: root }) }))
      .map(({ budget, files }) => ({
        ...budget,
        count: files.length,
        bytes: sum(files.map((file) => brotliSize(read(file)))),
      }))
    return Promise.resolve({
      problems: measured.flatMap(({ name, files, count, bytes, limit }) => {
        if (count === 0) return [`${name}: nothing built at ${files}`]
        return bytes > limit ? [`${name}: ${bytes} bytes, ${bytes - limit} over its budget of ${limit}`] : []
      }),
      note: measured
        .map(({ name, bytes, limit }) => `${name} ${kilo(bytes)} of ${kilo(limit)} kB`)
        .join(', '),
    })
  },
}

function brotliSize(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function kilo(bytes: number): string {
  return (bytes / 1024).toFixed(1)
}
