import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { australia } from '../../test/calendars'
import { apply } from '../domain/case/case'
import { acknowledge, close, deliverReply } from '../domain/case/commands'
import type { CaseEvent } from '../domain/case/events'
import { chooseClass, sayFact, tellHappening } from '../domain/case/facts'
import { factsOf } from '../domain/case/story'
import { calendarKey, startClocks, storyOf } from '../domain/regimes/clocks'
import { explainClock } from '../domain/regimes/explain'
import type { Pack } from '../domain/regimes/pack'
import { readPack } from '../domain/regimes/read-pack'
import { nextWake, standingOf } from '../domain/regimes/settle'
import { Book } from './book'
import type { Directory, Needs, StoredCase, StoredClock, TenantTx } from './needs'
import { recount } from './recount'

const folder = new URL('../../regimes/', import.meta.url)
const packs: Pack[] = readdirSync(folder)
  .filter((name) => /^(au|uk|us|eu|cn|th|iso|in|ir)-.*\.yaml$|^iso/.test(name))
  .map((name) => readPack(parse(readFileSync(new URL(name, folder), 'utf8'))))
  .flatMap((read) => (read.ok ? [read.pack] : []))
const calendars = new Map(packs.map((pack) => [calendarKey(pack), { ...australia, id: 'days', timeZone: pack.timeZone ?? 'UTC' }]))
const directory = { packs, calendars, policies: [], people: [], teams: [] } as unknown as Directory

const DAY = 86_400_000
const began = Date.UTC(2026, 6, 6, 3)
const opened: CaseEvent = {
  ...{
    kind: 'opened',
    caseKind: 'complaint',
    severity: 'C',
    tier: 2,
    priority: 500,
    receivedAt: began,
    because: [],
    imported: false,
    by: 'engine',
    at: began,
  },
  facts: { channel: 'email', topics: [], high_risk: false, public: false },
}

/** A case kept in memory: every step in a transaction of its own, as the store would do it. */
class Kept {
  events: CaseEvent[] = [opened]
  cancelled: string[] = []
  clocks: StoredClock[] = []
  it = { ...apply(null, opened, 'case'), events: 1, topics: [], channel: 'email', breachAt: null } as unknown as StoredCase
  #ids = 0
  readonly needs = { newId: () => String(++this.#ids), tzVersion: 'test' } as unknown as Needs
  readonly packs: readonly Pack[]
  constructor(own: readonly Pack[]) {
    this.packs = own
    this.clocks = startClocks(own, factsOf(this.events, began), calendars, 'test').map((clock) => {
      const standing = standingOf(clock, false)
      return { ...clock, ...standing, id: this.needs.newId(), caseId: 'case', missedAt: null, wakeAt: nextWake(standing) }
    })
  }

  async happen(event: CaseEvent) {
    const book = new Book({ cases: [this.it], clocks: this.clocks, escalations: [] }, [])
    const cancelNotices = async (keys: string[]) => void this.cancelled.push(...keys)
    const tx = { eventsOf: async () => this.events, cancelNotices } as unknown as TenantTx
    book.happen('case', event)
    await recount({ needs: this.needs, directory: { ...directory, packs: [...this.packs] }, tx, book, now: event.at }, 'case')
    this.events = [...this.events, ...book.eventsOf('case')]
    this.clocks = [...book.clocksOf('case')]
    this.it = book.case('case')
  }
  /** How the clocks stand, without the names that the store gave them. */
  stand = () => this.clocks.map(({ id: _, wakeAt: __, ...clock }) => clock).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

type Deed = (kept: Kept, at: number) => CaseEvent | null
const eventOf = (answer: { done: boolean; events?: CaseEvent[] }) => (answer.done ? (answer.events?.[0] ?? null) : null)
const act = (at: number) => ({ by: 'usr', at })
const NAMES = [
  'info_requested',
  'info_received',
  'objection_period_ended',
  'deadlock_reached',
  'clarification_requested',
  'clarification_received',
  'accepted',
  'extension',
  'delay_notice',
  'customer_asks_for_advocate',
  'agreement_reached',
  'referred_back',
]
const QUESTIONS = [
  'complex',
  'resolved_to_satisfaction',
  'written_response_requested',
  'complainant_accepted',
  'psd_emd',
  'simple_and_clear',
  'urgent',
  'new_account',
]
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.constant<Deed>((kept, at) => eventOf(acknowledge(kept.it, act(at)))),
  fc.boolean().map(
    (final): Deed =>
      (kept, at) =>
        kept.it.state === 'closed' ? null : eventOf(deliverReply(kept.it, { ...act(at), noticeId: 'n', final })),
  ),
  fc.constantFrom('upheld', 'resolved', 'withdrawn').map(
    (outcome): Deed =>
      (kept, at) =>
        eventOf(
          close(kept.it, {
            ...act(at),
            outcome: outcome as 'upheld',
            remedy: outcome === 'upheld' ? 'refund' : 'explanation',
            unsentReplies: 0,
          }),
        ),
  ),
  fc.tuple(fc.constantFrom(...NAMES), fc.integer({ min: 0, max: 3 })).map(
    ([name, ago]): Deed =>
      (kept, at) =>
        eventOf(tellHappening(kept.it, { ...act(at), name, happenedAt: Math.max(began, at - ago * DAY), reason: null })),
  ),
  fc.tuple(fc.constantFrom(...QUESTIONS), fc.constantFrom(true, false, null)).map(
    ([name, value]): Deed =>
      (kept, at) =>
        eventOf(sayFact(kept.it, { ...act(at), name, value, was: null, reason: null })),
  ),
  fc.constantFrom('standard', 'hardship_credit', 'super', 'death_benefit').map(
    (classId): Deed =>
      (kept, at) =>
        eventOf(chooseClass(kept.it, { ...act(at), regime: 'au-asic-rg271', classId, was: null, reason: 'looked again' })),
  ),
)
const lived = fc.record({
  own: fc.shuffledSubarray(packs, { minLength: 1, maxLength: 3 }),
  deeds: fc.array(fc.tuple(deed, fc.integer({ min: 1, max: 9 * DAY })), { maxLength: 12 }),
})
async function live(own: readonly Pack[], deeds: readonly (readonly [Deed, number])[]) {
  const kept = new Kept(own)
  let at = began
  for (const [attempt, later] of deeds) {
    at += later
    const event = attempt(kept, at)
    if (event) await kept.happen(event)
  }
  return kept
}

/** What follows from what was told, and is not told itself. */
const isDerived = (event: CaseEvent) =>
  /^clock_/.test(event.kind) ||
  (event.kind === 'reopened' && event.closedAt !== undefined) ||
  (event.kind === 'assigned' && event.by === 'engine')
describe('whatever people do with a case', () => {
  test('its events alone, told again, give the same clocks', async () => {
    await fc.assert(
      fc.asyncProperty(lived, async ({ own, deeds }) => {
        const kept = await live(own, deeds)
        const again = new Kept(own)
        for (const event of kept.events.slice(1)) if (!isDerived(event)) await again.happen(event)
        expect(again.stand()).toEqual(kept.stand())
        expect(again.events).toEqual(kept.events.map((event) => ('clockId' in event ? { ...event, clockId: expect.any(String) } : event)))
      }),
      { numRuns: 150 },
    )
  })
  test('every open clock is explained with the very date that it has', async () => {
    await fc.assert(
      fc.asyncProperty(lived, async ({ own, deeds }) => {
        const kept = await live(own, deeds)
        const facts = factsOf(kept.events, kept.events.at(-1)!.at)
        for (const clock of kept.clocks) {
          if (clock.state !== 'running' || clock.dueAt === null) continue
          const pack = own.find(({ id }) => id === clock.regime)!
          const why = explainClock(pack, calendars, clock, storyOf(facts, pack))
          expect([clock.milestone, why.steps.join(' ')]).toEqual([
            clock.milestone,
            expect.not.stringContaining('Counted today it would be'),
          ])
          expect(why.whole).toMatchObject({ code: 'due', at: clock.dueAt, since: clock.startedAt })
        }
      }),
      { numRuns: 150 },
    )
  })
  test('no receipt ever moves, and a closed case has no promise of the firm running but those that closing began or left owed', async () => {
    await fc.assert(
      fc.asyncProperty(lived, async ({ own, deeds }) => {
        const kept = await live(own, deeds)
        for (const { startedAt } of kept.clocks) expect(startedAt).toBeGreaterThanOrEqual(began)
        const { closedAt } = kept.it
        if (closedAt === null) return
        for (const { state, startedAt, obligation, kind } of kept.clocks)
          if (state === 'running' && obligation !== 'may' && kind !== 'final_response' && kind !== 'enforcement_hold')
            expect(startedAt).toBeGreaterThanOrEqual(closedAt)
      }),
      { numRuns: 150 },
    )
  })
  test('another list of holidays moves no clock by the way', async () => {
    const own = packs.filter(({ id }) => id === 'us-reg-e')
    const kept = new Kept(own)
    const dues = kept.clocks.map(({ dueAt }) => dueAt)
    const key = calendarKey(own[0]!)
    const before = calendars.get(key)!
    calendars.set(key, { ...before, version: 'newer', holidays: new Map([...before.holidays, ['2026-07-08', 'a day of mourning']]) })
    await kept.happen({ kind: 'fact_said', name: 'complex', value: true, was: null, reason: null, by: 'usr', at: began + DAY })
    expect(kept.clocks.map(({ dueAt }) => dueAt)).toEqual(dues)
    await kept.happen({ kind: 'fact_said', name: 'new_account', value: true, was: null, reason: null, by: 'usr', at: began + 2 * DAY })
    calendars.set(key, before)
    expect(kept.clocks.find(({ milestone }) => milestone === 'investigate')!.class).toBe('new_account')
  })
})

test('a closed case that goes on is open, has one clock that runs, and asks nobody how it went', async () => {
  const kept = new Kept(packs.filter(({ id }) => id === 'au-asic-rg271'))
  const day = (n: number) => began + n * DAY
  await kept.happen({ kind: 'reply_delivered', noticeId: 'n', final: true, by: 'usr', at: day(8) })
  await kept.happen({ kind: 'closed', outcome: 'not_upheld', remedy: 'none', note: null, by: 'usr', at: day(9) })
  expect([kept.it.state, kept.cancelled]).toEqual(['closed', []])
  await kept.happen({ kind: 'happened', name: 'referred_back', happenedAt: day(12), reason: null, by: 'usr', at: day(12) })
  expect([kept.it.state, kept.cancelled]).toEqual(['open', ['survey:case']])
  expect(kept.clocks.filter(({ state }) => state === 'running').map(({ milestone }) => milestone)).toEqual(['refer_back'])
})

test('an update that was missed is missed once, whatever it was counted from when it was', async () => {
  const kept = new Kept(packs.filter(({ id }) => id === 'uk-fca-disp1'))
  await kept.happen({ kind: 'acknowledged', note: null, by: 'usr', at: began })
  await kept.happen({ kind: 'happened', name: 'ack_sent', happenedAt: began + 60_000, reason: null, by: 'usr', at: began + 60_000 })
  const update = () => kept.clocks.filter(({ milestone }) => milestone === 'progress')
  const [clock] = update()
  kept.clocks = kept.clocks.map((one) => (one === clock ? { ...one, state: 'missed', missedAt: one.dueAt, startedAt: began - 1 } : one))
  await kept.happen({ kind: 'fact_said', name: 'psd_emd', value: false, was: null, reason: null, by: 'usr', at: clock!.dueAt! + DAY })
  expect(update().map(({ state, dueAt }) => [state, dueAt])).toEqual([['missed', clock!.dueAt]])
})
