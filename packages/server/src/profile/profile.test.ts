import { openStore } from '../store/store.ts'
import { profileContract } from './profile-contract-fixtures.ts'

profileContract('SQLite', () => openStore('sqlite::memory:'))
