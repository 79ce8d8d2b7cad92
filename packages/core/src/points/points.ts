export { openPoints, spentPoints, type Points } from './open-points.ts'
