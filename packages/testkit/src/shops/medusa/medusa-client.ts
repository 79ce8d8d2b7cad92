import { askJson } from '../ask-json.ts'

/** Medusa's HTTP API, with one key. @throws with what it answered, when it refused. */
export interface MedusaClient {
  get<Content>(path: string): Promise<Content>
  post<Content>(path: string, body: unknown): Promise<Content>
}

export function openMedusaClient(url: string, headers: Readonly<Record<string, string>>): MedusaClient {
  return {
    get: async <Content>(path: string) =>
      (await askJson(url + path, { method: 'GET', headers })).content as Content,
    post: async <Content>(path: string, body: unknown) =>
      (await askJson(url + path, { headers, body })).content as Content,
  }
}
