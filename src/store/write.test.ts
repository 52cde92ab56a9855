import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStore, incoming, NOW, type Store } from '../../test/support/store'
import type { FindingRow, NoticeRow, StoredCase, StoredClock, StoredEscalation } from '../actions/needs'
import type { Alert } from '../domain/escalation/alert'
import type { Question } from '../domain/escalation/arranged'
import type { Policy } from '../domain/escalation/policy'
import type { Finding } from '../domain/finding'
import { storeIncoming } from './inbox'
import { writeTenant } from './tenant-tx'

let store: Store
beforeAll(async () => {
  store = await aStore()
})
afterAll(() => store.close())

const later = (n: number) => NOW + n * 1_000 + 1
const words = 'ก ขอเงินคืน "quoted" \\ \n 退款 پول 👩‍👩‍👧'
const id = randomUUID
const [contactId, messageId, caseId, owner] = [id(), id(), id(), id()]
const person = { name: words, handles: [], language: 'th', followers: 12, verified: true, bio: words }
const opinion = { value: 'no', p: 0.25, words: [words] } as unknown as Finding['complaint']

const wholeCase: StoredCase = {
  ...{ id: caseId, kind: 'complaint', state: 'closed', severity: 'A', tier: 3, priority: 101, owner, team: 'sales', routingReason: words },
  ...{ openedAt: later(1), receivedAt: later(2), acknowledgedAt: later(3), answeredAt: later(4), closedAt: later(5), breachAt: later(6) },
  ...{ outcome: 'upheld', remedy: 'refund', reopened: 2, imported: true, number: 7, reference: '7K3M-92QD', contactId, channel: 'line' },
  ...{
    lang: 'th',
    summary: words,
    topics: ['delivery', 'ก, "b"'],
    because: [{ code: 'fire', evidence: words }],
    highRisk: true,
    demo: true,
  },
  ...{ lastMessageAt: later(7), messages: 3, events: 4 },
}
const wholeClock: StoredClock = {
  ...{
    id: id(),
    caseId,
    milestone: 'final',
    kind: 'final_response',
    basis: 'statutory',
    regime: 'house',
    regimeVersion: '1',
    class: 'super',
  },
  ...{
    obligation: 'must',
    reference: 'RG 271.53',
    evidence: 'P',
    title: words,
    startedAt: later(1),
    dueAt: later(2),
    warnAt: later(3),
    marks: [{ at: 4, warns: true }],
  },
  ...{ calendar: 'office', calendarVersion: '1', timeZone: 'Asia/Bangkok', tzVersion: '2025c', holidaysAssumed: true, state: 'missed' },
  ...{ metAt: later(4), missedAt: later(5), wakeAt: later(6) },
}
const wholeEscalation: StoredEscalation = {
  ...{ caseId, policy: 'high-risk', policyVersion: '1', startedAt: later(1), level: 2, nextAt: later(2), nextPerson: id() },
  ...{ told: [id(), id()], stoppedAt: later(3), stoppedBy: 'engine', frozen: { id: 'p' } as Policy, acks: ['u'] },
}
const wholeAlert: Alert = {
  ...{ id: id(), cause: 'fire/product', caseId, cases: [caseId], severity: 'A', openedAt: later(1), updatedAt: later(2) },
  ...{ acknowledgedAt: later(3), acknowledgedBy: 'u', overAt: later(4), overBecause: 'closed', demo: true },
}
const wholeQuestion: Question = {
  ...{ id: id(), caseId, askedBy: 'u', toName: words, toAddress: 'q@mail.example', text: words, shown: words },
  ...{ askedAt: later(1), dueAt: later(2), answeredAt: later(3), answer: words, withdrawnAt: later(4) },
}
const wholeNotice: NoticeRow = {
  ...{ id: id(), dedupeKey: 'reply:1', kind: 'reply', audience: 'customer', userId: id(), toName: words, toAddress: 'a@mail.example' },
  ...{ channel: 'line', caseId, messageId, subject: words, body: words, lang: 'th', data: { text: words, n: 1, deep: [{ a: null }] } },
  ...{ state: 'queued', reason: 'why', createdAt: later(1), sendAfter: later(2), attempts: 0, sentAt: null, providerId: null, demo: true },
}
const wholeFinding: FindingRow = {
  ...{ messageId, at: later(1), state: 'processed', reason: words, disposition: 'complaint', decidedBy: owner, severity: 'A' },
  ...{ finding: { complaint: opinion } as unknown as Finding, contactId, caseId },
}
const outbound = {
  id: id(),
  channel: 'line',
  text: words,
  public: true,
  lang: 'th',
  at: later(1),
  author: owner,
  inReplyTo: 'x-1',
  demo: true,
}

/** Columns that other hands fill: the inbox, the delivery loop, a later issue. Everything else must come back as it was written. */
const NOT_OURS: Record<string, string[]> = {
  contact: ['merged_into', 'prefers'],
  finding: ['snoozed_until'],
  cases: ['snoozed_until'],
  message: ['external_id', 'sent_at', 'contact', 'product', 'order_ref', 'meta'],
  notice: ['claimed_epoch', 'claimed_at', 'sent_at', 'provider_id', 'receipt', 'receipt_at'],
}

it('every column of every table comes back as it was written', async () => {
  await storeIncoming(store.db, store.mill, [incoming({ externalId: 'x-1' }, { id: messageId })])
  await writeTenant(store.db, store.mill, async (tx) => {
    await tx.commit({
      contacts: [{ id: contactId, contact: person, supportNeeds: ['large print'], at: later(1), demo: true }],
      identities: [{ kind: 'line', value: 'mook', shown: 'Mook', contactId }],
      findings: [wholeFinding],
      outbound: [outbound],
      cases: [wholeCase],
      events: [{ caseId, seq: 1, event: { kind: 'noted', text: words, by: 'engine', at: later(1) } }],
      links: [{ caseId, messageId }],
      clocks: [wholeClock],
      escalations: [wholeEscalation],
      alerts: [wholeAlert],
      questions: [wholeQuestion],
      notices: [wholeNotice],
      audit: [{ at: later(1), actor: 'engine', action: 'x', subject: words, data: { words } }],
    })
  })

  await writeTenant(store.db, store.mill, async (tx) => {
    expect(await tx.caseById(caseId)).toMatchObject(wholeCase)
    expect(await tx.clocksOf([caseId])).toMatchObject([wholeClock])
    expect(await tx.escalationsOf([caseId])).toMatchObject([wholeEscalation])
    expect(await tx.alert(wholeAlert.id)).toMatchObject(wholeAlert)
    expect(await tx.question(wholeQuestion.id)).toMatchObject(wholeQuestion)
    expect(await tx.notice(wholeNotice.id)).toMatchObject(wholeNotice)
    expect((await tx.message(messageId))!.finding).toMatchObject(wholeFinding)
    expect(await tx.message(outbound.id)).toMatchObject({
      text: words,
      public: true,
      lang: 'th',
      inReplyTo: 'x-1',
      receivedAt: later(1),
      demo: true,
    })
    expect(await tx.contact(contactId)).toMatchObject({ name: words, language: 'th', handles: [{ kind: 'line', value: 'Mook' }] })
  })

  for (const table of [
    'contact',
    'identity',
    'finding',
    'cases',
    'case_event',
    'case_message',
    'clock',
    'escalation',
    'alert',
    'question',
    'notice',
    'audit',
    'message',
  ]) {
    const where = table === 'message' ? `direction = 'out'` : 'true'
    const { rows } = await store.db.pool.query(`select * from ${table} where tenant_id = $1 and ${where}`, [store.mill])
    const empty = Object.keys(rows[0]!).filter((column) => rows[0]![column] === null)
    expect({ table, n: rows.length, empty }).toEqual({ table, n: 1, empty: NOT_OURS[table] ?? [] })
  }
})

it('what is written again replaces what was there, field by field, also with nothing', async () => {
  const emptied: StoredCase = {
    ...wholeCase,
    owner: null,
    closedAt: null,
    breachAt: null,
    outcome: null,
    remedy: null,
    topics: [],
    because: [],
    state: 'open',
  }
  const stopped: StoredClock = { ...wholeClock, dueAt: null, wakeAt: null, metAt: null, class: null, state: 'cancelled' }
  const restarted: StoredEscalation = { ...wholeEscalation, told: [], nextAt: null, nextPerson: null, stoppedAt: null, stoppedBy: null }
  await writeTenant(store.db, store.mill, (tx) => tx.commit({ cases: [emptied], clocks: [stopped], escalations: [restarted] }))
  await writeTenant(store.db, store.mill, async (tx) => {
    expect(await tx.caseById(caseId)).toMatchObject(emptied)
    expect(await tx.clocksOf([caseId])).toMatchObject([stopped])
    expect(await tx.escalationsOf([caseId])).toMatchObject([restarted])
  })
})

it('the same promise made twice is one notice, and what never waits has no time', async () => {
  await writeTenant(store.db, store.mill, (tx) =>
    tx.commit({
      notices: [
        { ...wholeNotice, id: id(), body: 'again' },
        { ...wholeNotice, id: id(), dedupeKey: 'reply:2', caseId: null },
      ],
    }),
  )
  const { rows } = await store.db.pool.query('select dedupe_key, body from notice where tenant_id = $1 order by dedupe_key', [store.mill])
  expect(rows).toEqual([
    { dedupe_key: 'reply:1', body: words },
    { dedupe_key: 'reply:2', body: words },
  ])
  await writeTenant(store.db, store.mill, async (tx) => {
    expect(await tx.moveNotice(wholeNotice.id, ['queued'], { sendAfter: Number.POSITIVE_INFINITY })).toBe(true)
    expect((await tx.notice(wholeNotice.id))!.sendAfter).toBe(Number.POSITIVE_INFINITY)
    expect(await tx.moveNotice(wholeNotice.id, ['failed', 'unknown'], { state: 'sent' })).toBe(false)
  })
})

it('many writers of one firm take turns: numbers are given once and in order', async () => {
  const numbers = await Promise.all(
    Array.from({ length: 12 }, () =>
      writeTenant(store.db, store.bank, async (tx) => {
        const number = tx.nextCaseNumber()
        await tx.commit({ cases: [{ ...wholeCase, id: id(), number, reference: id() }] })
        return number
      }),
    ),
  )
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1))
})

it('a need that is told later is added to those that are known', async () => {
  const known = randomUUID()
  await writeTenant(store.db, store.mill, (tx) =>
    tx.commit({ contacts: [{ id: known, contact: person, supportNeeds: ['large print'], at: NOW, demo: false }] }),
  )
  await writeTenant(store.db, store.mill, (tx) => tx.commit({ contactNeeds: [{ id: known, needs: ['a call', 'an interpreter'] }] }))
  const contact = await writeTenant(store.db, store.mill, (tx) => tx.contact(known))
  expect(contact!.supportNeeds).toEqual(['large print', 'a call', 'an interpreter'])
})
