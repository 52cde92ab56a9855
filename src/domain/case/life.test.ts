import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SEVERITIES } from '../finding'
import { apply, project } from './case'
import { monday, opened } from './case.fixture'
import type { Answer } from './commands'
import * as command from './commands'
import { type Case, type CaseEvent, OUTCOMES, REMEDIES, type Tier } from './events'

const always = <T>(property: fc.IProperty<T>) => fc.assert(property, { numRuns: 300 })

type Deed = (it: Case, act: { by: string; at: number }) => Answer

const by = fc.constantFrom('engine', 'usr_ana', 'usr_bo')
const words = fc.constantFrom('', ' ', 'because')
const people = ['usr_ana', 'usr_bo'].map((id) => ({ id, available: true }))
const grade = fc.record({ severity: fc.constantFrom(...SEVERITIES), tier: fc.constantFrom<Tier>(1, 2, 3), priority: fc.nat(999) })
const owner = fc.constantFrom('usr_ana', 'usr_bo', 'usr_nobody', null)

/** Anything that anybody can try, sensible or not. */
const deed: fc.Arbitrary<Deed> = fc.oneof(
  words.map(
    (note): Deed =>
      (it, act) =>
        command.acknowledge(it, { ...act, note }),
  ),
  fc.tuple(owner, words).map(
    ([to, reason]): Deed =>
      (it, act) =>
        command.assign(it, { ...act, owner: to, reason, people }),
  ),
  fc.tuple(owner, words).map(
    ([to, reason]): Deed =>
      (it, act) =>
        command.escalate(it, { ...act, to, reason, level: 1 }),
  ),
  fc.tuple(words, fc.boolean()).map(
    ([text, final]): Deed =>
      (it, act) =>
        command.reply(it, {
          ...act,
          text,
          final,
          public: false,
          noticeId: 'ntc_1',
          messageId: 'msg_2',
          channel: 'email',
          newestMessageId: null,
        }),
  ),
  fc.boolean().map(
    (final): Deed =>
      (it, act) =>
        command.deliverReply(it, { ...act, noticeId: 'ntc_1', final }),
  ),
  words.map(
    (reason): Deed =>
      (it, act) =>
        command.failReply(it, { ...act, noticeId: 'ntc_1', state: 'failed', reason }),
  ),
  words.map(
    (text): Deed =>
      (it, act) =>
        command.note(it, { ...act, text }),
  ),
  fc.tuple(fc.constantFrom(...OUTCOMES), fc.constantFrom(...REMEDIES), fc.nat(1)).map(
    ([outcome, remedy, unsentReplies]): Deed =>
      (it, act) =>
        command.close(it, { ...act, outcome, remedy, unsentReplies }),
  ),
  words.map(
    (reason): Deed =>
      (it, act) =>
        command.reopen(it, { ...act, reason }),
  ),
  grade.map(
    (to): Deed =>
      (it, act) =>
        command.regrade(it, { ...act, ...to, because: [{ code: 'by_hand', evidence: 'read it' }] }),
  ),
  fc.tuple(fc.constantFrom('complaint' as const, 'abuse' as const, 'opportunity' as const, 'not_a_case' as const), words).map(
    ([as, reason]): Deed =>
      (it, act) =>
        command.mark(it, { ...act, as, reason }),
  ),
)

/** Lives a case, and returns it with its whole story. Nothing that a command says ever fails to happen. */
function live(deeds: readonly (readonly [Deed, string])[], watch: (before: Case, event: CaseEvent, after: Case) => void = () => {}) {
  const events: CaseEvent[] = [opened]
  let it = apply(null, opened, 'case_1')
  for (const [place, [attempt, who]] of deeds.entries()) {
    const answer = attempt(it, { by: who, at: monday + place })
    for (const event of answer.done ? answer.events : []) {
      const after = apply(it, event, 'case_1')
      watch(it, event, after)
      events.push(event)
      it = after
    }
  }
  return { it, events }
}

const life = fc.array(fc.tuple(deed, by), { maxLength: 30 })

test('whatever people try, commands never tell of what cannot happen, and the fold is the story', () => {
  always(
    fc.property(life, (deeds) => {
      const { it, events } = live(deeds)
      expect(project(events, 'case_1')).toEqual(it)
    }),
  )
})

test('a case is always in one state that agrees with its times', () => {
  always(
    fc.property(life, (deeds) => {
      live(deeds, (_, __, it) => {
        expect(it.closedAt !== null).toBe(it.state === 'closed')
        expect([it.outcome !== null, it.remedy !== null]).toEqual([it.state === 'closed', it.state === 'closed'])
        if (it.state === 'open') expect([it.acknowledgedAt, it.answeredAt]).toEqual([null, null])
        if (it.state === 'acknowledged') expect([it.acknowledgedAt !== null, it.answeredAt]).toEqual([true, null])
        if (it.state === 'answered') expect(it.answeredAt).not.toBeNull()
        expect(it).toMatchObject({ id: 'case_1', openedAt: monday, receivedAt: monday - 60_000 })
      })
    }),
  )
})

test('states go forward, and back to open only by reopening', () => {
  const order = ['open', 'acknowledged', 'answered', 'closed']
  always(
    fc.property(life, (deeds) => {
      live(deeds, (before, event, after) => {
        if (event.kind === 'reopened') expect([before.state, after.state, after.reopened]).toEqual(['closed', 'open', before.reopened + 1])
        else expect(order.indexOf(after.state)).toBeGreaterThanOrEqual(order.indexOf(before.state))
      })
    }),
  )
})

test('a rule never makes a case milder', () => {
  always(
    fc.property(life, (deeds) => {
      live(deeds, (before, event, after) => {
        if (event.by !== 'engine' || event.kind !== 'regraded') return
        expect(SEVERITIES.indexOf(after.severity)).toBeLessThanOrEqual(SEVERITIES.indexOf(before.severity))
        expect(after.priority).toBeLessThanOrEqual(before.priority)
      })
    }),
  )
})
