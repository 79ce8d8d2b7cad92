import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { shopApiDocument } from './shop-api-document.ts'

test('the published contract is what the schemas say now, and OpenAPI 3.1', async () => {
  const document = shopApiDocument()
  // After a change of the schemas: vitest run --update with this file's name.
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(
    '../../../../docs/reference/shop-api.openapi.json',
  )
  const validator = new Validator()
  expect(await validator.validate({ ...document })).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})
