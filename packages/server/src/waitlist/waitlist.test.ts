import { openStore } from '../store/store.ts'
import { waitlistContract } from './waitlist-contract-fixtures.ts'

waitlistContract('SQLite', () => openStore('sqlite::memory:'))
