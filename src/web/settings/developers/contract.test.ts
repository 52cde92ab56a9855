import { expect, test } from 'vitest'
import { curlOf, entriesOf, matching } from './contract'

const entries = entriesOf({
  paths: {
    '/api/v1/cases/{id}': { get: { summary: 'One case', description: 'Who may: cases:read.' } },
    '/api/v1/cases/{id}/notes': {
      post: { summary: 'Add a note', description: 'Who may: cases:write. Needs Idempotency-Key.', requestBody: {} },
    },
    '/api/v1/health': { get: { summary: 'Ready or not', description: 'Who may: public.' } },
    '/f/{slug}': { get: { summary: 'A page' } },
  },
})

test('the routes of the API with who may call them, and no page', () => {
  expect(entries.map(({ id, who, params }) => [id, who, params])).toEqual([
    ['get /api/v1/cases/{id}', 'cases:read', ['id']],
    ['post /api/v1/cases/{id}/notes', 'cases:write', ['id']],
    ['get /api/v1/health', 'public', []],
  ])
})

test.each([
  ['note', ['Add a note']],
  ['GET cases', ['One case']],
  ['cases:read', ['One case']],
  ['nothing of this', []],
])('searching for %s', (words, expected) => expect(matching(entries, words).map(({ summary }) => summary)).toEqual(expected))

test('a line for a terminal says key, idempotency and body only where they are needed', () => {
  const [one, note, health] = entries
  expect(curlOf(health!, 'https://desk.example')).toBe("curl 'https://desk.example/api/v1/health'")
  expect(curlOf(one!, '')).toBe("curl -H 'Authorization: Bearer YOUR_KEY' '/api/v1/cases/{id}'")
  expect(curlOf(note!, '')).toBe(
    `curl -X POST -H 'Authorization: Bearer YOUR_KEY' -H "Idempotency-Key: $(uuidgen)" -H 'Content-Type: application/json' -d '{}' '/api/v1/cases/{id}/notes'`,
  )
})
