import { openStore } from '../store/store.ts'
import { creditContract } from './credit-contract-fixtures.ts'
import { creditPeopleContract } from './people-contract-fixtures.ts'

creditContract('SQLite', () => openStore('sqlite::memory:'))
creditPeopleContract('SQLite', () => openStore('sqlite::memory:'))
