import { openStore } from '../store/store.ts'
import { friendsContract } from './friends-contract-fixtures.ts'
import { membersContract } from './members-contract-fixtures.ts'

const open = () => openStore('sqlite::memory:')
friendsContract('SQLite', open)
membersContract('SQLite', open)
