import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROUTES } from '../../src/http/routes'
import { SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'

type Operation = {
  parameters?: { name: string; in: string; required: boolean }[]
  requestBody?: { content: object }
  responses: Record<string, { content?: object }>
}
let desk: Desk
let paths: Record<string, Record<string, Operation>>
beforeAll(async () => {
  desk = await aDesk({ connected: false })
  paths = (await desk.call<{ paths: typeof paths }>('GET', '/api/v1/openapi.json')).body.paths
})
afterAll(() => desk.close())

it('the contract names every POST that needs an Idempotency-Key, its refusals, and how each route says no', () => {
  for (const { method, url, creates } of ROUTES.filter((r) => r.url.startsWith('/api/v1/'))) {
    const told = paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    expect([url, Object.keys(told!.responses.default?.content ?? {})]).toEqual([url, ['application/problem+json']])
    const key = told!.parameters?.find((p) => p.in === 'header')
    expect([url, key?.name, key?.required, '409' in told!.responses]).toEqual(
      creates ? [url, 'Idempotency-Key', true, true] : [url, undefined, undefined, false],
    )
  }
})

it('what is told of ingest is what is answered', async () => {
  const { post } = paths['/api/v1/messages']!
  const { post: many } = paths['/api/v1/messages/batch']!
  const body = { text: SAYS.complaint, external_id: 'contract' }
  const statuses = [await desk.call('POST', '/api/v1/messages', body), await desk.call('POST', '/api/v1/messages', body)].map(
    (a) => a.status,
  )
  expect(Object.keys(post!.responses).sort()).toEqual([...statuses.map(String), 'default'].sort())
  expect(Object.keys(many!.requestBody!.content)).toEqual(['application/x-ndjson'])
  expect(Object.keys(many!.responses['200']!.content!)).toEqual(['application/x-ndjson'])
  await desk.settle()
})
