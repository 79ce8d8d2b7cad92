import '@tote/player/define/shop'
import { loadAliases } from './load-aliases.ts'

loadAliases(document)
