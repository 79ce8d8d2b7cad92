const { container } = require('@medusajs/framework')
const { Modules } = require('@medusajs/framework/utils')
const { migrate } = require('@medusajs/medusa/commands/db/migrate')
const start = require('@medusajs/medusa/commands/start').default
const { initializeContainer } = require('@medusajs/medusa/loaders/index')

// A shop as a brand sets it up, over a database that is empty. Copied beside its packages and run there: first to make the
// tables, then to be the shop.
const directory = __dirname
const { SHOP_PORT } = process.env

if (process.argv[2] === 'migrate') void makeTables()
else void open()

async function makeTables() {
  const own = await initializeContainer(directory)
  const logger = own.resolve('logger')
  await migrate({
    directory,
    container: own,
    logger,
    skipScripts: true,
    skipSearch: true,
    executeSafeLinks: true,
  })
  process.stdout.write('the tables are made\n')
}

async function open() {
  await start({ directory, host: '127.0.0.1', port: Number(SHOP_PORT), types: false })
  // What a person does by hand in Medusa's admin: the first key there is.
  const { token } = await container
    .resolve(Modules.API_KEY)
    .createApiKeys({ title: 'Tote hub', type: 'secret', created_by: 'tests' })
  process.stdout.write(`the shop is open with ${token}\n`)
}
