import { expect, test } from 'vitest'
import { createLog } from './create-log.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const jwt = `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.${letters}`
const secrets: Record<string, unknown> = {
  grant: `tg_${letters}`,
  proof: jwt,
  ticket: `tt_${letters}`,
  pending: `tp_${letters}`,
  token: jwt,
  hostKey: `hk_${letters}`,
  associateKey: `ak_${letters}`,
  apiKey: letters,
  secretKey: `sk_${letters}`,
  channelToken: letters,
  adminToken: `shpat_${letters}`,
  storefrontToken: letters,
  consumerKey: `ck_${letters}`,
  consumerSecret: `cs_${letters}`,
  secret: `whsec_${letters}`,
  secrets: [`whsec_${letters}`],
  password: letters,
  cookie: `tote=${letters}`,
  authorization: `Bearer ${letters}`,
  connectionString: `postgres://tote:${letters}@db/tote`,
  text: `for ${letters}`,
  note: letters,
  attrs: [['Name', letters]],
  subject: letters,
}

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let lines = ''
  write(createLog({ level: 'trace', stream: { write: (line: string) => void (lines += line) } }))
  return lines
}

test.each(Object.entries(secrets))('%s is logged nowhere, however deep it stands', (name, value) => {
  const lines = logged((log) => {
    log.info({ [name]: value }, 'flat')
    log.info({ message: { [name]: value } }, 'in a message')
    log.info({ req: { headers: { [name]: value } } }, 'in a header')
    log.info({ muts: { 0: { op: { [name]: value } } } }, 'in an operation')
    log.child({ [name]: value }).warn('in a child')
  })
  expect(lines.split('\n')).toHaveLength(6)
  expect(lines).not.toContain(letters)
})

test.each([
  ['a grant', `tg_${letters}`],
  ['a ticket', `tt_${letters}`],
  ['an offer', `tp_${letters}`],
  ['a host key', `hk_${letters}`],
  ['an associate’s key', `ak_${letters}`],
  ['a console’s cookie', `tc_${letters}`],
  ['an invitation of friends', `tf_${letters}`],
  ['a hub window’s cookie', `th_${letters}`],
  ['a frame’s cookie', `tfw_${letters}`],
  ['a claim', `tk_${letters}`],
  ['a release', `tr_${letters}`],
  ['a passkey’s user handle', `tu_${letters}`],
  ['a secret of receipts', `trs_${letters}`],
  ['a key of Medusa', `sk_${letters}`],
  ['a token of Shopify', `shpat_${letters}`],
  ['an app’s secret of Shopify', `shpss_${letters}`],
  ['a key of WooCommerce', `ck_${letters}`],
  ['a secret of WooCommerce', `cs_${letters}`],
  ['a webhook secret', `whsec_${letters}`],
  ['a token', jwt],
  ["a database's password", `postgres://tote:${letters}@db.example/tote`],
])('%s in a sentence or an error is left out of it', (_name, text) => {
  const lines = logged((log) => {
    log.error({ err: new Error(`failed with ${text}`, { cause: new Error(text) }) }, `at ${text}`)
  })
  expect(lines).not.toContain(letters)
  expect(lines).toContain('redacted')
  expect(JSON.parse(lines)).toMatchObject({ level: 50 })
})
