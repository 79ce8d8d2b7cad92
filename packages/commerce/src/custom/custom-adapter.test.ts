import { describeAdapter } from '../contract-suite-fixtures.ts'
import { startOwnShop } from './own-shop-fixtures.ts'

describeAdapter('custom', startOwnShop)
