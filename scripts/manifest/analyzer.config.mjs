// Read by @custom-elements-manifest/analyzer; paths are from packages/player.
const config = {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/*-fixtures.ts'],
  litelement: true,
  quiet: true,
  packagejson: false,
}
export default config
