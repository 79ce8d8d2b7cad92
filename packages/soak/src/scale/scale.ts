import process from 'node:process'
import type { Command } from '../command.ts'
import { readOptions } from '../read-options.ts'
import { inputTable, scaleTable } from './scale-table.ts'

export const scale: Command = {
  about: 'what 10,000 to 1,000,000 viewers need, from what was measured of one node',
  run(args) {
    readOptions(args, {})
    process.stdout.write(`${inputTable()}\n\n${scaleTable()}\n`)
    return Promise.resolve(0)
  },
}
