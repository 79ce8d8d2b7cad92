const { defineConfig } = require('@medusajs/framework/utils')

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.SHOP_DATABASE,
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    http: {
      storeCors: process.env.SHOP_STOREFRONTS || '*',
      adminCors: '*',
      authCors: '*',
      jwtSecret: process.env.SHOP_PASSWORD,
      cookieSecret: process.env.SHOP_PASSWORD,
    },
  },
})
