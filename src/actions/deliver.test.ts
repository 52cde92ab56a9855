import { describe, expect, it } from 'vitest'
import { monday } from '../domain/case/case.fixture'
import type { Person } from '../domain/people'
import { type Delivery, deliver, type Outcome, wayOut } from './deliver'
import type { Directory, Needs, NoticeRow, NoticeState, TenantTx } from './needs'
import { directory, storedNotice } from './stored.fixture'

const ways: Directory['notifiers'] = [
  { id: 'w', name: 'gateway', kind: 'webhook' },
  { id: 's', name: 'mail', kind: 'smtp' },
  { id: 'k', name: 'chat', kind: 'slack' },
]
const desk = directory({ notifiers: ways })
const staff = (own: Partial<NoticeRow> = {}) =>
  storedNotice({ audience: 'staff', kind: 'assignment', channel: null, toAddress: 'ana@desk.example', ...own })

describe('which way a notice takes', () => {
  it.each<[string, NoticeRow, string | null]>([
    ['an answer by mail', storedNotice({ channel: 'email' }), 's'],
    ['an answer in any other channel', storedNotice({ channel: 'line' }), 'w'],
    ['to staff, at the first attempt', staff(), 'w'],
    ['at the second, another way', staff({ attempts: 2 }), 's'],
    ['at the third, another again', staff({ attempts: 3 }), 'k'],
    ['and then from the beginning', staff({ attempts: 4 }), 'w'],
    ['by the way it names', staff({ channel: 'chat' }), 'k'],
    ['by the others where that one failed', staff({ channel: 'chat', attempts: 2 }), 'w'],
    ['to somebody without an address: not by mail', staff({ toAddress: null, attempts: 2 }), 'k'],
    ['a link that signs somebody in: by mail alone', staff({ kind: 'sign_in_link' }), 's'],
    ['such a link to somebody without an address: never', staff({ kind: 'sign_in_link', toAddress: null }), null],
  ])('%s', (_, notice, expected) => {
    expect(wayOut(desk, notice)).toBe(expected)
  })

  it('with nothing connected there is none', () => {
    for (const notice of [staff(), storedNotice()]) expect(wayOut(directory(), notice)).toBeNull()
  })
})

const admin: Person = {
  ...{ id: 'usr_alex', name: 'Alex', email: null, role: 'administrator', tier: 3, team: 'complaints' },
  ...{ languages: ['en'], capacity: 50, load: 0, available: true },
}

type Move = { from: NoticeState[]; state?: NoticeState; reason?: string | null; sendAfter?: number }

/** A store that holds one notice and remembers what was done to it. */
function world(
  notice: NoticeRow,
  { outcome = { state: 'sent', providerId: 'p' } as Outcome, mine = true, orphan = false, stale = false, notifiers = ways } = {},
) {
  const moves: Move[] = []
  const sent: string[] = []
  const told: string[] = []
  const tx = {
    fence: async () => {
      if (stale) throw new Error('stale')
    },
    moveNotice: async (_: string, from: NoticeState[], to: Move) => {
      moves.push({ ...to, from })
      return true
    },
    commit: async ({ notices = [] }: { notices?: NoticeRow[] }) => {
      told.push(...notices.map(({ kind, toName }) => `${kind} → ${toName}`))
    },
  } as unknown as TenantTx
  const needs = {
    now: () => monday,
    announce: () => undefined,
    newId: () => 'id',
    noticeText: () => ({ subject: 's', body: 'b' }),
    store: {
      directory: async () => directory({ notifiers, people: [admin] }),
      write: async (_: string, work: (tx: TenantTx) => Promise<unknown>) => work(tx),
    },
  } as unknown as Needs
  const delivery: Delivery = {
    claim: async () => (orphan ? [] : [notice]),
    orphans: async () => (orphan ? [notice] : []),
    send: async (_, way) => {
      sent.push(way)
      return outcome
    },
    mine: () => mine,
    nextAttempt: (audience, _, what) =>
      what.state === 'sent' || (audience === 'customer' && what.state === 'unknown') ? null : monday + 5_000,
  }
  return { run: () => deliver(needs, delivery, 't', 3), moves, sent, told }
}
const unknown: Outcome = { state: 'unknown', reason: 'hung up' }
const gone: Outcome = { state: 'failed', permanent: true, reason: 'gone' }

describe('what becomes of a notice', () => {
  it.each<[string, NoticeRow, Parameters<typeof world>[1], string[], Move]>([
    ['taken', staff(), {}, ['w'], { from: ['sending'], state: 'sent', reason: null }],
    [
      'to staff, outcome unknown: told again',
      staff(),
      { outcome: unknown },
      ['w'],
      { from: ['sending'], state: 'queued', reason: 'hung up', sendAfter: monday + 5_000 },
    ],
    [
      'to a customer, outcome unknown: parked',
      storedNotice(),
      { outcome: unknown },
      ['w'],
      { from: ['sending'], state: 'unknown', reason: 'hung up' },
    ],
    [
      'refused, to be tried again',
      storedNotice(),
      { outcome: gone },
      ['w'],
      { from: ['sending'], state: 'queued', reason: 'gone', sendAfter: monday + 5_000 },
    ],
    [
      'with no way out: it waits',
      storedNotice(),
      { notifiers: [] },
      [],
      { from: ['sending'], state: 'queued', reason: 'nothing_connected', sendAfter: Number.POSITIVE_INFINITY },
    ],
    ['after this process stood still: nothing is sent', staff(), { mine: false }, [], { from: ['sending'], state: 'queued' }],
    ['left by a process that died, to staff: told again', staff(), { orphan: true }, [], { from: ['sending'], state: 'queued' }],
    ['left by a process that died, to a customer: parked', storedNotice(), { orphan: true }, [], { from: ['sending'], state: 'unknown' }],
  ])('%s', async (_, notice, how, sent, move) => {
    const it = world(notice, how)
    await it.run()
    expect(it.sent).toEqual(sent)
    expect(it.moves).toMatchObject([move])
  })

  it.each<[string, NoticeRow, string, string[]]>([
    ['a provider refuses our key', staff(), 'credentials_refused', ['way_broken → Alex']],
    ['a mail server refuses our password', staff(), 'sign_in_refused', ['way_broken → Alex']],
    ['a customer waits for it, and it will be tried again', storedNotice(), 'sign_in_refused', ['way_broken → Alex']],
    ['it is only busy', staff(), 'http_503', []],
  ])('where %s, whoever can mend it is told', async (_, notice, reason, told) => {
    const it = world(notice, { outcome: { state: 'failed', permanent: false, reason } })
    await it.run()
    expect(it.moves).toMatchObject([{ state: 'queued', reason }])
    expect(it.told).toEqual(told)
  })

  it('nothing is marked by a process whose time is over', async () => {
    const it = world(staff(), { stale: true })
    await expect(it.run()).rejects.toThrow('stale')
    expect(it.moves).toEqual([])
  })
})
