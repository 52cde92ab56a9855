import type { FastifyReply, FastifyRequest } from 'fastify'
import { describe, expect, it } from 'vitest'
import { guard, type Who } from './guard'
import type { Problem } from './problem'
import type { Principal, Services } from './services'

const principal = (scopes: Principal['scopes']): Principal => ({ tenant: 't', actor: 'a', userId: null, keyId: 'k', scopes })
const asked: string[] = []
const services = {
  keyPrincipal: async (secret: string) => {
    asked.push(secret)
    return secret === 'good' ? principal(['cases:read']) : null
  },
  sessionPrincipal: async (secret: string) => (secret === 'good' ? principal(['cases:read', 'cases:write']) : null),
  baseUrl: () => 'https://desk.example',
} as unknown as Services

type Sent = { method?: string; headers?: Record<string, string>; cookies?: Record<string, string> }
async function ask(who: Who, { method = 'GET', headers = {}, cookies = {} }: Sent) {
  const request = { method, headers: { host: 'desk.example', ...headers }, cookies } as unknown as FastifyRequest
  return guard(services, who)(request, {} as FastifyReply).then(
    () => (request.principal ? 'in' : 'nobody'),
    (problem: Problem) => `${problem.status} ${problem.code}`,
  )
}
const session = { redress_session: 'good' }

describe('the guard', () => {
  it.each<[string, Who, Sent, string]>([
    ['a public page', 'public', {}, 'nobody'],
    ['nothing', 'cases:read', {}, '401 not_signed_in'],
    ['a good key', 'cases:read', { headers: { authorization: 'Bearer good' } }, 'in'],
    ['a good key in lower case', 'cases:read', { headers: { authorization: 'bearer good' } }, 'in'],
    ['a good key for a route that asks only for somebody', 'signed-in', { headers: { authorization: 'Bearer good' } }, 'in'],
    ['a key without the right', 'cases:write', { headers: { authorization: 'Bearer good' } }, '403 not_allowed'],
    ['a wrong key', 'cases:read', { headers: { authorization: 'Bearer bad' } }, '401 not_signed_in'],
    ['a wrong key beside a good cookie', 'cases:read', { headers: { authorization: 'Bearer bad' }, cookies: session }, '401 not_signed_in'],
    ['two keys', 'cases:read', { headers: { authorization: 'Bearer good good' } }, '401 not_signed_in'],
    ['an empty key', 'cases:read', { headers: { authorization: 'Bearer ' } }, '401 not_signed_in'],
    ['another scheme', 'cases:read', { headers: { authorization: 'Basic good' } }, '401 not_signed_in'],
    ['a cookie', 'cases:read', { cookies: session }, 'in'],
    ['a wrong cookie', 'cases:read', { cookies: { redress_session: 'bad' } }, '401 not_signed_in'],
    ['a write by cookie with our header', 'cases:write', { method: 'POST', cookies: session, headers: { 'x-redress': '1' } }, 'in'],
    ['a write by cookie without it', 'cases:write', { method: 'POST', cookies: session }, '403 cross_site'],
    ['a deletion by cookie without it', 'cases:write', { method: 'DELETE', cookies: session }, '403 cross_site'],
    [
      'a write from a foreign page',
      'cases:write',
      { method: 'POST', cookies: session, headers: { 'x-redress': '1', origin: 'https://evil.example' } },
      '403 cross_site',
    ],
    [
      'a write from our page behind another name',
      'cases:write',
      { method: 'POST', cookies: session, headers: { 'x-redress': '1', origin: 'http://127.0.0.1:4280', host: '127.0.0.1:4280' } },
      'in',
    ],
  ])('%s', async (_, who, sent, expected) => {
    expect(await ask(who, sent)).toBe(expected)
  })

  it('looks nothing up for a key of absurd length', async () => {
    asked.length = 0
    expect(await ask('cases:read', { headers: { authorization: `Bearer ${'x'.repeat(201)}` } })).toBe('401 not_signed_in')
    expect(asked).toEqual([])
  })
})
