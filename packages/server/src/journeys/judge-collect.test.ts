import { expect, test } from 'vitest'
import type { ClaimRow } from '../store/claim-store.ts'
import { judgeCollect, type Collecting } from './judge-collect.ts'

const mine: Collecting = { tenantId: 't', jkt: 'k', origin: 'https://market.test', releaseHash: null }
const row = (given: Partial<ClaimRow> = {}): ClaimRow => ({
  hash: 'h',
  tenant_id: 't',
  code: 'WDJBMJHT',
  match_digits: '36',
  place_id: 'p',
  origin: 'https://market.test',
  embedded_in: null,
  jkt: 'k',
  address_hash: 'a',
  expires_at: 1,
  state: 'waiting',
  tries_left: 3,
  release_hash: null,
  journey_id: null,
  ...given,
})

test.each([
  ['nobody has answered', row(), mine, 'waiting'],
  ['the shopper said no', row({ state: 'declined' }), mine, 'declined'],
  ['approved far', row({ state: 'approved' }), mine, 'approved'],
  [
    'approved near, with the release',
    row({ state: 'approved', release_hash: 'r' }),
    { ...mine, releaseHash: 'r' },
    'approved',
  ],
  ['approved near, without the release', row({ state: 'approved', release_hash: 'r' }), mine, 'no_release'],
  [
    'approved near, with another release',
    row({ state: 'approved', release_hash: 'r' }),
    { ...mine, releaseHash: 's' },
    'no_release',
  ],
  ['collected before', row({ state: 'collected' }), mine, 'dead'],
  ['tried too often', row({ state: 'dead' }), mine, 'dead'],
  ['over or never made', undefined, mine, 'dead'],
  ['by another key', row({ state: 'approved' }), { ...mine, jkt: 'other' }, 'dead'],
  ['from another site', row({ state: 'approved' }), { ...mine, origin: 'https://evil.test' }, 'dead'],
  ['of another tenant', row({ state: 'approved' }), { ...mine, tenantId: 'other' }, 'dead'],
] as const)('a claim %s is judged so', (_name, found, collecting, verdict) => {
  expect(judgeCollect(found, collecting)).toBe(verdict)
})
