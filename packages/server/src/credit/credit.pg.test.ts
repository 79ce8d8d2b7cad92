import { freshDatabase } from '@tote/testkit/services/database'
import { openStore } from '../store/store.ts'
import { creditContract } from './credit-contract-fixtures.ts'
import { creditPeopleContract } from './people-contract-fixtures.ts'

creditContract('PostgreSQL', async () => openStore(await freshDatabase(), { poolSize: 4 }))
creditPeopleContract('PostgreSQL', async () => openStore(await freshDatabase(), { poolSize: 4 }))
