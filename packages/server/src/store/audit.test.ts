import { auditContract } from './audit-contract-fixtures.ts'
import { openStore } from './store.ts'

auditContract('SQLite', () => openStore('sqlite::memory:'))
