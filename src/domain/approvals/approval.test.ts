import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Approval, approve, type Decided, giveBack, type Present, resubmit, review, staleBecause, withdraw } from './approval'

const way = { channel: 'whatsapp', address: '+66 1', public: false }
const now: Present = { newestMessageId: 'm1', way, closed: false }
const waiting: Approval = {
  id: 'a',
  caseId: 'c',
  author: 'ana',
  state: 'waiting',
  reasons: ['severity'],
  version: 1,
  text: 'Sorry.',
  way,
  seenMessageId: 'm1',
  submittedAt: 0,
  dueAt: 1800_000,
  steps: [{ did: 'submitted', at: 0, by: 'ana', version: 1, text: 'Sorry.' }],
}
const returned: Approval = { ...waiting, state: 'returned' }
const act = { by: 'dao', at: 5, version: 1 }
const why = { reason: 'promise', note: null } as const
const refusal = (answer: Decided) => (answer.done ? null : answer.refused)

describe('what an approver may not do', () => {
  test.each([
    ['approve their own words', () => approve(waiting, now, { ...act, by: 'ana', text: null }), 'own_reply'],
    ['return their own words', () => giveBack(waiting, { ...act, by: 'ana', ...why }), 'own_reply'],
    ['approve what was returned', () => approve(returned, now, { ...act, text: null }), 'approval_over'],
    ['approve twice', () => approve({ ...waiting, state: 'approved' }, now, { ...act, text: null }), 'approval_over'],
    ['approve a text that they have not read', () => approve({ ...waiting, version: 2 }, now, { ...act, text: null }), 'approval_changed'],
    ['approve over a new message', () => approve(waiting, { ...now, newestMessageId: 'm2' }, { ...act, text: null }), 'approval_stale'],
    ['approve into a closed case', () => approve(waiting, { ...now, closed: true }, { ...act, text: null }), 'approval_stale'],
    ['approve with nothing to say', () => approve(waiting, now, { ...act, text: ' ' }), 'text_empty'],
    ['return for "other" without words', () => giveBack(waiting, { ...act, reason: 'other', note: ' ' }), 'no_reason'],
    ['look at what they have not read', () => review(waiting, { ...now, newestMessageId: 'm2' }, { ...act, seen: 'm1' }), 'approval_stale'],
    ['rewrite what another wrote', () => resubmit(waiting, now, { ...act, text: 'x', dueAt: 9 }), 'not_the_author'],
    ['withdraw what another wrote', () => withdraw(waiting, act), 'not_the_author'],
  ])('%s', (_, attempt, refused) => expect(refusal(attempt())).toBe(refused))
})

test.each([
  ['nothing', now, []],
  ['a new message', { ...now, newestMessageId: 'm2' }, ['customer_wrote']],
  ['another address', { ...now, way: { ...way, address: '+66 2' } }, ['way_changed']],
  ['no way back any more', { ...now, way: null }, ['way_changed']],
  ['a closed case', { ...now, closed: true }, ['case_closed']],
])('%s makes it stale because of %j', (_, present, reasons) => expect(staleBecause(waiting, present)).toEqual(reasons))

test('U35 returned with a reason, handed in again, approved with another wording: every step is kept', () => {
  const back = must(giveBack(waiting, { ...act, ...why, note: 'We cannot promise that.' }))
  const again = must(resubmit(back, now, { by: 'ana', at: 6, text: 'We are sorry.', dueAt: 20 }))
  const final = must(approve(again, now, { by: 'dao', at: 7, version: 2, text: 'We are very sorry.' }))
  expect(final.steps.map(({ did, version }) => `${did} ${version}`)).toEqual(['submitted 1', 'returned 1', 'resubmitted 2', 'approved 2'])
  expect([final.state, final.text, final.dueAt]).toEqual(['approved', 'We are sorry.', 20])
  expect(final.steps.at(-1)).toMatchObject({ text: 'We are very sorry.', by: 'dao' })
})

test('U36 after a look at what is new it can be approved again, but not by whoever still has the older picture', () => {
  const news = { ...now, newestMessageId: 'm2' }
  const looked = must(review(waiting, news, { by: 'bo', at: 6, seen: 'm2' }))
  expect(staleBecause(looked, news)).toEqual([])
  expect(refusal(approve(looked, news, { ...act, text: null }))).toBe('approval_changed')
  expect(must(approve(looked, news, { ...act, version: 2, text: null })).state).toBe('approved')
})

test('whatever anybody tries in whatever order: only another than the author lets it go, only what they read, and only once', () => {
  const people = fc.constantFrom('ana', 'dao', 'bo')
  const version = fc.integer({ min: 1, max: 4 })
  const step = fc.record({ did: fc.constantFrom('approve', 'return', 'resubmit', 'review', 'withdraw', 'write'), by: people, version })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      let [it, present, approvals] = [waiting, now, 0]
      for (const { did, by, version: read } of steps) {
        if (did === 'write') present = { ...present, newestMessageId: `${present.newestMessageId}+` }
        const before = it
        const answer = attempt(did, it, present, by, read)
        if (!answer?.done) continue
        it = answer.approval
        if (it.state === 'approved') approvals++
        if (did === 'approve') {
          expect(by).not.toBe(it.author)
          expect([before.version, before.seenMessageId]).toEqual([read, present.newestMessageId])
        }
      }
      expect(approvals).toBeLessThanOrEqual(1)
      expect(it.steps.length).toBeGreaterThan(0)
    }),
  )
})

function attempt(did: string, it: Approval, present: Present, by: string, version: number): Decided | null {
  if (did === 'approve') return approve(it, present, { by, at: 1, version, text: null })
  if (did === 'return') return giveBack(it, { by, at: 1, version, ...why })
  if (did === 'resubmit') return resubmit(it, present, { by, at: 1, text: 'again', dueAt: 9 })
  if (did === 'review') return review(it, present, { by, at: 1, seen: present.newestMessageId })
  return did === 'withdraw' ? withdraw(it, { by, at: 1 }) : null
}
const must = (answer: Decided) => {
  if (!answer.done) throw new Error(answer.refused)
  return answer.approval
}
