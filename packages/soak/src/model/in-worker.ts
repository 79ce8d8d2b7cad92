import { Worker } from 'node:worker_threads'
import type { ModelOrder, ModelResult } from './run-model.ts'

/** Runs the model in a thread of its own, which has a time of its own. */
export async function runInWorker(order: ModelOrder): Promise<ModelResult> {
  const worker = new Worker(new URL('model-worker.ts', import.meta.url), {
    execArgv: ['--conditions=tote-source'],
  })
  try {
    return await new Promise<ModelResult>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`the worker ended by itself, with code ${code}`)))
      worker.postMessage(order, [])
    })
  } finally {
    worker.removeAllListeners()
    await worker.terminate()
  }
}
