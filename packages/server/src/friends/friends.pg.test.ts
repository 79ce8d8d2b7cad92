import { freshDatabase } from '@tote/testkit/services/database'
import { openStore } from '../store/store.ts'
import { friendsContract } from './friends-contract-fixtures.ts'
import { membersContract } from './members-contract-fixtures.ts'

const open = async () => openStore(await freshDatabase(), { poolSize: 12 })
friendsContract('PostgreSQL', open)
membersContract('PostgreSQL', open)
