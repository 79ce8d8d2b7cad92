import '@tote/player/define'
import { defineConsole } from './define-console.ts'

defineConsole()
