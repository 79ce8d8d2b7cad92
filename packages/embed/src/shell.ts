import '@tote/player/define/shop'
import { loadAliases } from './load-aliases.ts'
import { loadTracking } from './load-tracking.ts'

loadAliases(document)
loadTracking(document)
