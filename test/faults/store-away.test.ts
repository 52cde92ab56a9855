import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { ROUTES } from '../../src/http/routes'
import { House, until } from './support/house'
import { afterwards } from './support/under-load'

/** Pages and files that need no database, and one that never ends. */
const NEED_NONE = [
  '/api/v1/health',
  '/api/v1/events/stream',
  '/api/v1/openapi.json',
  '/sign-in',
  '/status',
  '/form.js',
  '/chat.js',
  '/sign-in.js',
  '/alert.js',
]

const BODIES: Record<string, string> = {
  '/api/v1/messages/batch': `${JSON.stringify({ text: 'hello' })}\n`,
  '/api/v1/messages': JSON.stringify({ text: 'hello' }),
  '/status': JSON.stringify({ reference: '7K3M-92QD', contact: 'ada@mill.example' }),
}
const bodyFor = (url: string) => BODIES[url] ?? '{}'

test('while the database is away every route says 503 and when to come back, also the look-up of keys; then all is well again', async () => {
  const house = await House.open()
  afterwards(() => house.close())
  await house.start()
  const answers: string[] = []
  const wrong = { authorization: 'Bearer redress_live_unknown' }
  const right = { authorization: `Bearer ${inject('prepared').key}` }
  const blocker = keepDown(house)
  for (const { method, url } of ROUTES.filter((r) => r.method !== 'GET' || !NEED_NONE.includes(r.url))) {
    const path = url.replace(':slug', 'mill-lane-stores').replace(/:\w+/g, 'case_01a20000000070008000000000000000')
    for (const who of [right, wrong]) {
      const response = await fetch(`${house.url}${path}`, {
        method,
        redirect: 'manual',
        headers: { ...who, 'idempotency-key': 'k', ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
        ...(method === 'GET' || method === 'DELETE' ? {} : { body: bodyFor(url) }),
      })
      answers.push(`${method} ${url} ${response.status}${response.status === 503 ? ` ${response.headers.get('retry-after')}` : ''}`)
    }
  }
  await blocker.end()

  expect(answers.filter((a) => / 2\d\d$/.test(a))).toEqual([])
  expect(answers.filter((a) => / 50[02]$/.test(a))).toEqual([])
  expect(answers.filter((a) => / 503 2$/.test(a)).length).toBeGreaterThan(answers.length / 2)
  await until('well again', 20_000, async () => (await fetch(`${house.url}/api/v1/counts`, { headers: right })).status === 200)
})

/** Kills PostgreSQL again whenever somebody starts it. */
function keepDown(house: House) {
  let over = false
  const work = (async () => {
    while (!over) {
      house.killPostgres()
      await sleep(5)
    }
  })()
  return {
    end: async () => {
      over = true
      await work
    },
  }
}
