import { freshDatabase } from '@tote/testkit/services/database'
import { openStore } from '../store/store.ts'
import { topicsContract } from './topics-contract-fixtures.ts'

topicsContract('PostgreSQL', async () => openStore(await freshDatabase()))
