import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { rules, simulated } from '../../test/support/simulated'
import { calendarOfPlace } from '../domain/regimes/places'
import { reckonPack } from '../domain/regimes/reckon'
import { toBeConfirmed } from '../domain/regimes/vocabulary'
import { loadPack } from './rules'

const ids = [...new Set(rules.packs.map(({ id }) => id))]
const shipped = rules.packs.filter(({ id }) => id !== 'house' && id !== 'service-desk')
const pathsOf = shipped.flatMap((pack): [string, string | undefined][] =>
  pack.classes.length > 0 ? pack.classes.map(({ id }) => [pack.id, id]) : [[pack.id, undefined]],
)

describe('the rule books that ship', () => {
  test('are twenty-seven, and two that firms promise by themselves, each in one version', () => {
    expect(ids).toHaveLength(29)
    expect(rules.packs).toHaveLength(29)
  })
  test.each(shipped.map((pack) => [pack.id, pack] as const))('%s names its sources, when we looked, and how sure we are', (_, pack) => {
    expect(pack.checked).toMatch(/^20\d\d-\d\d-\d\d$/)
    for (const { reference, evidence, content } of pack.milestones) {
      expect(reference.length).toBeGreaterThan(3)
      expect(toBeConfirmed(evidence)).toBe(evidence.startsWith('M') || evidence === 'N')
      expect(new Set(content).size).toBe(content.length)
    }
  })
  test('fit the schema that editors use, and the schema refuses a slip', () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync('regimes/regime.schema.json', 'utf8')))
    for (const id of ids) expect([id, schema.safeParse(parse(readFileSync(`regimes/${id}.yaml`, 'utf8'))).success]).toEqual([id, true])
    const one = parse(readFileSync('regimes/uk-ofcom-c4.yaml', 'utf8'))
    expect(schema.safeParse({ ...one, milestones: [{ ...one.milestones[0], due: '30 days' }] }).success).toBe(false)
    expect(schema.safeParse({ ...one, titel: 'x' }).success).toBe(false)
  })
  test.each(pathsOf)(
    '%s %s: every milestone is listed once for its channel, with a date, a target, or what it waits for',
    async (regime, classId) => {
      const pack = rules.packs.find(({ id }) => id === regime)!
      const received = pack.effective.to ?? '2026-07-06'
      const found = await simulated({ regime, received, ...(classId ? { class: classId } : {}) })
      const expected = pack.milestones.filter(({ classes }) => classes.length === 0 || classes.includes(classId ?? '')).map(({ id }) => id)
      expect(found.milestones.map(({ id }) => id)).toEqual(expected)
      for (const { id, due, due_date, waiting_for, prompt } of found.milestones) {
        expect([id, due !== null || waiting_for !== null || prompt]).toEqual([id, true])
        expect(due === null).toBe(due_date === null)
        if (due) expect(due).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
      }
    },
  )
})

const day = 86_400_000
const moment = fc.integer({ min: Date.UTC(2026, 5, 20), max: Date.UTC(2031, 0, 1) })
const calendarWith = (pack: (typeof shipped)[number], days: string[]) =>
  calendarOfPlace(pack, 'XX', pack.timeZone ?? 'UTC', {
    jurisdiction: 'XX',
    source: 'test',
    days: new Map(days.map((date) => [date, 'a holiday'])),
    known: { from: 2020, to: 2040 },
  })
type Told = { name: string; at: number }[]
const duesOf = (pack: (typeof shipped)[number], receivedAt: number, days: string[], classId?: string, told: Told = []) => {
  const happenings = [{ name: 'sent_to_company', at: receivedAt }, ...told]
  const story = { receivedAt, channel: null, facts: {}, happenings, now: -Infinity }
  return reckonPack(pack, { ...story, ...(classId ? { classId } : {}) }, calendarWith(pack, days)).rows.map(({ dueAt }) => dueAt)
}
const anyClass = fc.constantFrom(...pathsOf.map(([regime, classId]) => ({ pack: shipped.find(({ id }) => id === regime)!, classId })))
/** Days after receipt, most of them near it, where the short promises end. */
const offset = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 50 }) }, fc.integer({ min: 0, max: 400 }))
const holidays = fc.array(offset, { maxLength: 12 })
/** What the rule book counts from, stops for or waits for, days after the later of the receipts. */
const namesOf = ({ milestones, pauses }: (typeof shipped)[number]) => [
  ...milestones.flatMap(({ id, before, start, restartsOn }) => [...(before === null ? [] : [id]), ...(start?.names ?? []), ...restartsOn]),
  ...pauses.flatMap(({ stop, resume }) => [...stop, resume]),
  'final_sent',
]
const happens = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 120 * 24 })), { maxLength: 5 })
const toldFrom = (pack: (typeof shipped)[number], at: number, all: readonly (readonly [number, number])[]): Told => {
  const names = namesOf(pack).filter((name) => name !== 'received')
  return all.map(([which, hours]) => ({ name: names[which % names.length]!, at: at + hours * 3_600_000 }))
}
const datesFrom = (receivedAt: number, offsets: number[]) => offsets.map((n) => new Date(receivedAt + n * day).toISOString().slice(0, 10))

describe('whatever the rule book', () => {
  test('one more holiday never makes a date earlier', () => {
    fc.assert(
      fc.property(anyClass, moment, holidays, offset, happens, ({ pack, classId }, receivedAt, offsets, one, all) => {
        const told = toldFrom(pack, receivedAt, all)
        const without = duesOf(pack, receivedAt, datesFrom(receivedAt, offsets), classId, told)
        const more = duesOf(pack, receivedAt, datesFrom(receivedAt, [...offsets, one]), classId, told)
        without.forEach((due, at) => {
          if (due !== null) expect(more[at]!).toBeGreaterThanOrEqual(due)
        })
      }),
      { numRuns: 600 },
    )
  })
  test('a later receipt never gives an earlier date', () => {
    fc.assert(
      fc.property(anyClass, moment, holidays, fc.integer({ min: 0, max: 20 * day }), happens, (any, receivedAt, offsets, later, all) => {
        const { pack, classId } = any
        const days = datesFrom(receivedAt, offsets)
        const told = toldFrom(pack, receivedAt + later, all)
        const own = pack.milestones.filter(({ classes }) => classes.length === 0 || (classId !== undefined && classes.includes(classId)))
        // An external body gives new time to whoever has none left, and only the rest to whoever has some.
        const rest = own.findIndex(({ due }) => due?.kind === 'left')
        const [first, second] = [receivedAt, receivedAt + later].map((at) => duesOf(pack, at, days, classId, told))
        first!.forEach((due, at) => {
          if (due !== null && second![at] !== null && at !== rest) expect(second![at]!).toBeGreaterThanOrEqual(due)
        })
      }),
      { numRuns: 600 },
    )
  })
  test('and the same case counted twice has the same dates', () => {
    fc.assert(
      fc.property(anyClass, moment, holidays, ({ pack, classId }, receivedAt, offsets) => {
        const days = datesFrom(receivedAt, offsets)
        expect(duesOf(pack, receivedAt, days, classId)).toEqual(duesOf(pack, receivedAt, days, classId))
      }),
      { numRuns: 100 },
    )
  })
})

describe('a rule book of a firm that is wrong', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'redress-rules-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const good = readFileSync('regimes/uk-ofcom-c4.yaml', 'utf8')
  const problemsOf = (text: string) => {
    const file = path.join(folder, 'own.yaml')
    writeFileSync(file, text)
    const read = loadPack(file)
    return read.ok ? [] : read.problems
  }
  const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1

  test('is named by file, line and remedy', () => {
    expect(problemsOf(good)).toEqual([])
    const text = good.replace('due: 6w', 'due: 6 weeks').replace('evidence: S\n    ', 'evidence: sure\n    ')
    expect(problemsOf(text)[0]).toBe(
      `own.yaml, line ${lineOf(text, '6 weeks')}: pack.milestones[0].due must be a duration such as 24h, 4bh, 1bd or 30cd, or a happening that we know, but it is "6 weeks".`,
    )
  })
  test.each<[string, string, string, string]>([
    ['time_zone: Europe/London', 'time_zone: Europe/Londinium', 'time_zone', 'must be "firm" or a time zone that we know'],
    ['due: 6w', 'due: 2000w', '2000w', 'longer than thirty years'],
    ['kind: external_referral', 'kind: letter', 'kind: letter', 'must be one of acknowledge'],
    ['when: "unresolved"', 'when: "unsolved"', 'unsolved', 'is not a condition: "unsolved" is not a fact that we know'],
    ['start: deadlock_reached', 'start: gridlock_reached', 'gridlock', 'must name a happening that we know'],
    ['weekend: [sat, sun]', 'weekend: [saturday]', 'weekend', 'may hold mon, tue'],
  ])('%s → %s', (from, to, where, says) => {
    const text = good.replace(from, to)
    expect(text).not.toBe(good)
    const [problem = ''] = problemsOf(text)
    expect(problem).toContain(`own.yaml, line ${lineOf(text, where)}: `)
    expect(problem).toContain(says)
  })
  test('is no YAML at all', () => {
    expect(problemsOf('id: [never closed')[0]).toMatch(/^own\.yaml, line 1: this is not YAML/)
  })
})
