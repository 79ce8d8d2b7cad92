import type { Config } from '../../config.ts'
import { readTenantFile, TenantFileError, type TenantFile } from '../../tenants/tenant-file.ts'
import { checkShops } from './check-shop.ts'
import { fault, ok, warning, type Finding } from './check.ts'
import { isLoopback } from './is-loopback.ts'

/** Each tenant file, and what in it cannot be meant so. */
export async function checkTenants(config: Config): Promise<Finding[]> {
  if (config.TOTE_TENANTS.length === 0)
    return [
      warning(
        'no tenant file is named',
        'List them in TOTE_TENANTS, unless the database has its tenants already.',
      ),
    ]
  const findings: Finding[] = []
  for (const path of config.TOTE_TENANTS) {
    try {
      const file = await readTenantFile(path)
      findings.push(...checkTenant(path, file, config), ...(await checkShops(file)))
    } catch (error) {
      if (!(error instanceof TenantFileError)) throw error
      findings.push(fault(error.message, 'Mend the file: the hub does not start with it.'))
    }
  }
  return findings
}

function checkTenant(path: string, { id, channels, webhooks, shows }: TenantFile, config: Config): Finding[] {
  const findings: Finding[] = [
    ok(
      `${path}: ${id}, ${shows.length} shows, on ${channels.map(({ origin }) => origin).join(', ') || 'no site'}`,
    ),
  ]
  if (channels.length === 0)
    findings.push(
      fault(`${id} lists no channel: no site may mount its widget`, `Add each site's origin to "channels".`),
    )
  for (const { origin } of channels)
    if (origin.startsWith('http:') && !isLoopback(origin))
      findings.push(
        fault(
          `${id} lists ${origin}, where browsers give no keys`,
          'Serve that site over https, and list it so.',
        ),
      )
  for (const { url } of webhooks)
    if (url.startsWith('http:') && !config.TOTE_WEBHOOK_LOOPBACK)
      findings.push(fault(`${id} has a webhook to ${url}, which is refused`, 'Give it an https address.'))
  return findings
}
