import { freshDatabase } from '@tote/testkit/services/database'
import { openStore } from '../store/store.ts'
import { profileContract } from './profile-contract-fixtures.ts'

profileContract('PostgreSQL', async () => openStore(await freshDatabase(), { poolSize: 4 }))
