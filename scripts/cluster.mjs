// `npm run cluster`: two hubs on one PostgreSQL and one Redis behind a proxy, on this machine, without docker.
// Plain JavaScript over Node alone, for it may meet an older Node; the rest is beside it in cluster/.
import process from 'node:process'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `Node ${process.versions.node} cannot run this; \`npm run cluster\` brings Node 24 by itself.`,
  )
  process.exit(1)
}
const { runCluster } = await import('./cluster/run-cluster.ts')
process.exitCode = await runCluster(process.argv.slice(2))
