import { startTracking } from './start-tracking.ts'

// Loaded where it is asked for, and begun by that.
startTracking(document)
