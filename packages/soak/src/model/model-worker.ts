import { parentPort } from 'node:worker_threads'
import { runModel, type ModelOrder } from './run-model.ts'

const port = parentPort
if (port === null) throw new Error('this runs as a worker')

port.once('message', (order: ModelOrder) => {
  void runModel(order).then((result) => port.postMessage(result, []))
})
