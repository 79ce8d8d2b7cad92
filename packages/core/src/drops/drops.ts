export { openDrops, type Drops, type DropWait, type EnterOutcome } from './open-drops.ts'
