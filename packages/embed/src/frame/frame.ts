import '@tote/player/define/shop'
import { openRoom } from './frame-room.ts'
import { readFacts } from './frame-facts.ts'

// The page of an isolated mount, on the hub's own origin: all of the player, in a frame that the page around it cannot read.
openRoom(window, readFacts(document))
