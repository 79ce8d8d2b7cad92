import { freshDatabase } from '@tote/testkit/services/database'
import { auditContract } from './audit-contract-fixtures.ts'
import { openStore } from './store.ts'

auditContract('PostgreSQL', async () => openStore(await freshDatabase()))
