export { openWaitlist, type JoinOutcome, type LineWait, type Waitlist } from './open-waitlist.ts'
