export { openWaitlist, type JoinOutcome, type Waitlist } from './open-waitlist.ts'
