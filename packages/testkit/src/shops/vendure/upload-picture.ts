import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { VendureApi } from './vendure-api.ts'

/** Puts a picture into the shop's assets. Returns its id there. */
export async function uploadPicture(admin: VendureApi, folder: string, name: string): Promise<string> {
  const file = new File([await readFile(join(folder, name))], name, { type: 'image/webp' })
  const { createAssets } = await admin<{ createAssets: { id?: string; message?: string }[] }>(
    `mutation ($input: [CreateAssetInput!]!) {
      createAssets(input: $input) { ... on Asset { id } ... on ErrorResult { message } }
    }`,
    { input: [{ file: null }] },
    { 'variables.input.0.file': file },
  )
  const [asset] = createAssets
  if (asset?.id === undefined) throw new Error(`Vendure did not take ${name}: ${asset?.message}`)
  return asset.id
}
