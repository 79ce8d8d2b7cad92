import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes a key and a certificate that it signs itself, for these hosts.
 * @throws Error when openssl is missing.
 */
export function makeCertificate(folder: string, hosts: readonly string[]): { key: Buffer; cert: Buffer } {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const names = `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}`
  try {
    execFileSync(
      'openssl',
      // prettier-ignore
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
        '-subj', '/CN=tests', '-addext', names, '-keyout', key, '-out', cert],
      { stdio: 'pipe' },
    )
  } catch (cause) {
    throw new Error('a certificate for tests could not be made: is openssl installed?', { cause })
  }
  return { key: readFileSync(key), cert: readFileSync(cert) }
}
