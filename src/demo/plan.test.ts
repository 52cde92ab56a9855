import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { berlinOffice, inBerlin } from '../../test/calendars'
import { outcomeFits, remedyFits } from '../domain/case/closing'
import { localTime } from '../domain/time/zone'
import { Agenda } from './agenda'
import { chanceOf } from './chance'
import { visitorsLanguage } from './firm'
import { type Act, planCase, planReview } from './plan'

const openedAt = inBerlin('2026-03-06 16:30')
const calm = { kind: 'complaint', highRisk: false, openedAt } as const
const many = (it: Parameters<typeof planCase>[1]) => Array.from({ length: 400 }, (_, n) => planCase(`case ${n}`, it, berlinOffice))
const share = (plans: Act[][], fits: (plan: Act[]) => boolean) => plans.filter(fits).length / plans.length

describe('what the sample staff do with a case', () => {
  test('follows from its key alone', () => {
    expect(planCase('a', calm, berlinOffice)).toEqual(planCase('a', calm, berlinOffice))
    expect(planCase('a', calm, berlinOffice)).not.toEqual(planCase('b', calm, berlinOffice))
  })

  test('is in order, at whole milliseconds, after the case was opened, and ends with an outcome that fits', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('complaint', 'opportunity'),
        fc.boolean(),
        fc.integer({ min: 0, max: 10_000_000 }),
        (key, kind, highRisk, shift) => {
          const acts = planCase(key, { kind, highRisk, openedAt: openedAt + shift }, berlinOffice)
          expect(acts.map((a) => a.at)).toEqual([...acts.map((a) => a.at)].sort((a, b) => a - b))
          for (const act of acts) expect(Number.isInteger(act.at) && act.at > openedAt + shift).toBe(true)
          expect(acts.at(-1)?.do).toBe('close')
          const close = acts.find((a) => a.do === 'close')!
          expect(outcomeFits(kind, close.outcome) && remedyFits(close.outcome, close.remedy)).toBe(true)
          expect(acts.findIndex((a) => a.do === 'reply')).toBeLessThan(acts.indexOf(close))
        },
      ),
    )
  })

  test('is mostly in time, sometimes late, and now and then forgotten', () => {
    const plans = many(calm)
    const takenWithin = (ms: number) => share(plans, (acts) => acts.some((a) => a.do === 'acknowledge' && a.at <= openedAt + ms))
    expect(takenWithin(24 * 3_600_000)).toBeGreaterThan(0.75)
    expect(share(plans, (acts) => acts.every((a) => a.do !== 'acknowledge'))).toBeGreaterThan(0)
    expect(share(plans, (acts) => acts.some((a) => a.do === 'close' && a.at > openedAt + 31 * 86_400_000))).toBeGreaterThan(0.01)
  })

  test('is quick where somebody may be hurt, at any hour, and yet some ladders are climbed', () => {
    const plans = many({ ...calm, highRisk: true })
    const inTime = share(plans, (acts) => acts.some((a) => a.do === 'acknowledge' && a.at <= openedAt + 600_000))
    expect(inTime).toBeGreaterThan(0.75)
    expect(inTime).toBeLessThan(1)
  })

  test('keeps to office hours in ordinary work', () => {
    const hours = many(calm)
      .flat()
      .filter((a) => a.do === 'reply' && a.final)
      .map((a) => localTime('Europe/Berlin', a.at).ms / 3_600_000)
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(7)
    expect(Math.max(...hours)).toBeLessThanOrEqual(20)
  })

  test('takes a message in doubt for what it probably is, within a day', () => {
    const looks = Array.from({ length: 300 }, (_, n) => planReview(`${n}`, { likely: true, at: openedAt }, berlinOffice))
    expect(looks.filter((l) => l === null).length).toBeGreaterThan(0)
    for (const look of looks) if (look) expect(look.at - openedAt).toBeLessThan(86_400_000)
    expect(looks.filter((l) => l?.decision === 'complaint').length).toBeGreaterThan(looks.filter((l) => l?.decision === 'noise').length)
  })
})

test('an agenda gives things back by their time, and equal ones as they came', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (times) => {
      const agenda = new Agenda<{ at: number; n: number }>()
      for (const [n, at] of times.entries()) agenda.put({ at, n })
      const taken = times.map(() => agenda.take()!)
      expect(taken).toEqual(times.map((at, n) => ({ at, n })).sort((a, b) => a.at - b.at || a.n - b.n))
      expect(agenda.next).toBeUndefined()
    }),
  )
})

test('chance stays between its bounds and is spread over them', () => {
  const chance = chanceOf('seed')
  const drawn = Array.from({ length: 2_000 }, () => chance.between(2, 4))
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(2)
  expect(Math.max(...drawn)).toBeLessThan(4)
  expect(drawn.reduce((a, b) => a + b) / drawn.length).toBeCloseTo(3, 1)
})

test.each([
  [{ LANG: 'th_TH.UTF-8' }, 'th'],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{}, 'en'],
])('a visitor with %o reads %s', (env, language) => {
  expect(visitorsLanguage(env)).toBe(language)
})
