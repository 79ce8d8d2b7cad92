#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Before anything else is loaded: the next start finds this program compiled.
enableCompileCache()
const { runTote } = await import('./cli/tote.ts')

process.exitCode = await runTote(process.argv.slice(2))
