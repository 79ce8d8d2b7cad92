export { openStores, type PickupStores } from './open-stores.ts'
export { nearestFirst, type Nearby, type Point } from './nearest-first.ts'
