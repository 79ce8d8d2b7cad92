import type { NextConfig } from 'next'

const config: NextConfig = {
  // The workspace's own check holds the types, of this page and of the packages beside it.
  typescript: { ignoreBuildErrors: true },
}
export default config
