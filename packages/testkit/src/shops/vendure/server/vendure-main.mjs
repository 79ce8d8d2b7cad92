import { createHash } from 'node:crypto'
import process from 'node:process'
import {
  bootstrap,
  DefaultLogger,
  dummyPaymentHandler,
  JobQueueService,
  LogLevel,
  RandomBytesApiKeyStrategy,
} from '@vendure/core'
import { PictureFolder, wholePictures } from './picture-folder.mjs'
import { TotePlugin } from './tote-plugin.mjs'

// A shop as a brand sets it up, in one process and over a database that is empty. Copied beside its packages and run there.
const { SHOP_DATABASE, SHOP_PORT, SHOP_HUB_URL, SHOP_SECRETS, SHOP_PASSWORD } = process.env
/** A folder for pictures and the address at which it is served; without them the shop has no pictures. */
const { SHOP_PICTURES, SHOP_PICTURES_URL } = process.env

/** A key of 256 random bits needs no slow hash, which would cost a tenth of a second at every request. */
const hashingStrategy = {
  hash: async (key) => createHash('sha256').update(key).digest('hex'),
  check: async (key, hash) => createHash('sha256').update(key).digest('hex') === hash,
}

const app = await bootstrap({
  apiOptions: { hostname: '127.0.0.1', port: Number(SHOP_PORT) },
  authOptions: {
    tokenMethod: ['bearer', 'api-key'],
    superadminCredentials: { identifier: 'superadmin', password: SHOP_PASSWORD },
    adminApiKeyStrategy: new RandomBytesApiKeyStrategy({ hashingStrategy }),
    requireVerification: false,
  },
  ...(SHOP_PICTURES === undefined
    ? {}
    : {
        assetOptions: {
          assetStorageStrategy: new PictureFolder(SHOP_PICTURES, SHOP_PICTURES_URL),
          assetPreviewStrategy: wholePictures,
        },
      }),
  dbConnectionOptions: { type: 'postgres', url: SHOP_DATABASE, synchronize: true, logging: false },
  logger: new DefaultLogger({ level: LogLevel.Warn }),
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  plugins: [TotePlugin.init({ hubUrl: SHOP_HUB_URL, secrets: SHOP_SECRETS.split(' ') })],
})
await app.get(JobQueueService).start()
process.stdout.write('the shop is open\n')

process.once('SIGTERM', () => {
  void app.close().then(() => process.exit(0))
})
