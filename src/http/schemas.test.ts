import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { OUTCOMES } from '../domain/case/events'
import { problemsOf } from '../domain/intake'
import { Advance, CasesQuery, Closure, CorrectionBody, MessageBody, MessagesQuery, Note, toMessage } from './schemas'

const NOW = Date.parse('2026-03-03T03:00:00Z')
const takes = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success

describe('a duration to move the clock by', () => {
  it.each([
    ['PT10M', true],
    ['P3D', true],
    ['P1DT2H3M4S', true],
    ['PT0S', true],
    ['P', false],
    ['PT', false],
    ['P1DT', false],
    ['PT1.5H', false],
    ['-PT1H', false],
    ['P1M', false],
    ['10M', false],
    ['PT1H ', false],
  ])('%s: %s', (advance, expected) => {
    expect(takes(Advance, { advance })).toBe(expected)
  })
})

describe('a correction', () => {
  it.each([
    [{ emotion: 'disappointment', urgency: 'high' }, true],
    [{ complaint: 'no', severity: 'E', topic: 'billing' }, true],
    [{ emotion: 'bliss' }, false],
    [{ urgency: 'yesterday' }, false],
    [{ colour: 'red' }, false],
  ])('%j: %s', (body, expected) => {
    expect(takes(CorrectionBody, body)).toBe(expected)
  })
})

describe('filters', () => {
  it.each<[z.ZodType, object, boolean]>([
    [CasesQuery, {}, true],
    [CasesQuery, { severity: 'A,B', state: 'open', kind: 'all', sort: 'severity', limit: '200' }, true],
    [CasesQuery, { severity: 'a' }, false],
    [CasesQuery, { kind: 'complaint,spam' }, false],
    [CasesQuery, { limit: '1.5' }, false],
    [CasesQuery, { sort: 'id' }, false],
    [MessagesQuery, { view: 'triage', channel: 'line' }, true],
    [MessagesQuery, { channel: 'constructor' }, false],
    [MessagesQuery, { q: 'x'.repeat(201) }, false],
  ])('%# %j: %s', (schema, query, expected) => {
    expect(takes(schema, query)).toBe(expected)
  })

  it('an empty list filters nothing', () => {
    expect(CasesQuery.parse({ severity: '', state: ',' })).toMatchObject({ severity: [], state: [], sort: 'next_breach', limit: 50 })
  })
})

describe('bodies', () => {
  it('know every outcome and no other', () => {
    for (const outcome of OUTCOMES) expect(takes(Closure, { outcome, remedy: 'none' })).toBe(true)
    expect(takes(Closure, { outcome: 'won back', remedy: 'none' })).toBe(false)
  })

  it('hold nothing that a database cannot', () => {
    for (const text of ['a\u0000', '\ud83d', '\udc69a']) expect(takes(Note, { text })).toBe(false)
    for (const text of ['ok', '👩‍👩‍👧', 'ก\n\t', '\u202e']) expect(takes(Note, { text })).toBe(true)
  })

  it('a message that was taken in can be stored, whatever was sent', () => {
    const body = fc.record(
      {
        text: fc.string({ unit: 'binary' }),
        channel: fc.constantFrom('api', 'line', 'nowhere', '__proto__'),
        external_id: fc.string({ unit: 'binary', minLength: 1 }),
        meta: fc.dictionary(fc.string(), fc.anything({ maxDepth: 3 })),
        contact: fc.record({ name: fc.string({ unit: 'binary' }), followers: fc.integer() }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(body, (sent) => {
        const parsed = MessageBody.safeParse(JSON.parse(JSON.stringify(sent)))
        if (!parsed.success) return
        const message = toMessage(parsed.data, NOW)
        if (problemsOf(message, NOW).length > 0) return
        expect(JSON.stringify(message)).not.toMatch(/\\u0000|\\ud[89a-f]/)
      }),
    )
  })
})
