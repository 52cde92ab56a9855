import { describe, expect, test } from 'vitest'
import { loadDetector } from '../detect'
import { readPacks } from '../risk/pack'
import { challenge, opinionOf } from './adapt'
import { adjusted, learnDelta, packDelta, unpackDelta } from './delta'
import { driftOf, LOOK } from './drift'
import type { Row } from './judge'
import type { Guard } from './poison'
import { sneakerTalk } from './sneakers.fixture'

const detector = loadDetector('models')
const HARM = new Set(['health', 'safety', 'self_harm', 'violence', 'fire'])
const band = { low: 0.35, high: 0.6 }
const read = (text: string) => {
  const { complaint, risk_phrases: risks } = detector.detect(text)
  return { p: complaint.p, harm: risks.some(({ category }) => HARM.has(category)) }
}
const rowsOf = (said: { text: string; complaint: boolean }[], by = 'Ana'): Row[] =>
  said.map(({ text, complaint }, i) => ({ id: `m${i}`, at: i, lang: 'en', by, text, complaint, ...read(text) }))
const guards: Guard[] = readPacks('models/risk-phrases').flatMap((pack) =>
  pack.rules.flatMap(({ fires }) => (fires ? [{ lang: pack.lang, text: fires, ...read(fires) }] : [])),
)
const rightOf = (rows: Row[], opinion: (row: Row) => number) =>
  rows.filter((row) => opinion(row) >= 0.5 === row.complaint).length / rows.length

describe('a sneaker shop where sick is praise', () => {
  const rows = rowsOf(sneakerTalk(300))
  const { delta, report } = challenge(rows, null, guards, band)

  test('is understood better after 300 corrections, and no complaint is missed for it', () => {
    expect(report).toMatchObject({ rows: 300, taught: 210, heldBack: 90, refused: null, verdict: { better: true } })
    const [all] = report.verdict!.comparisons
    expect(all!.challenger.right).toBeGreaterThan(all!.champion.right)
    expect(all!.challenger.missed).toBeLessThanOrEqual(all!.champion.missed)
    expect(all!.right.low).toBeGreaterThan(0)
    expect(report.verdict!.changed.length).toBeGreaterThan(5)
  })

  test('so are words that were in no correction', () => {
    const fresh = rowsOf(sneakerTalk(120, 5).filter(({ text }) => !rows.some((row) => row.text === text)))
    expect(fresh.length).toBeGreaterThan(40)
    expect(rightOf(fresh, opinionOf(delta, band))).toBeGreaterThan(rightOf(fresh, opinionOf(null, band)) + 0.05)
  })

  test('keeps its weights in a few kilobytes, the same ones each time', () => {
    const bytes = packDelta(delta!)
    expect(bytes.length).toBeLessThan(64_000)
    expect(unpackDelta(bytes)).toEqual(delta)
    expect(packDelta(challenge(rows, null, guards, band).delta!)).toEqual(bytes)
    expect(() => unpackDelta(bytes.slice(1))).toThrow(/not the weights/)
  })

  test('a message of harm keeps its look, however often harm was a joke', () => {
    const said = sneakerTalk(300).map(({ text, complaint }) => ({ text, complaint }))
    const taught = learnDelta(
      rowsOf([...said, ...Array.from({ length: 60 }, (_, i) => ({ text: `the sole caught fire lol ${i}`, complaint: false }))]),
    )
    const burning = rowsOf([{ text: 'the sole caught fire', complaint: true }])[0]!
    expect(opinionOf(taught, band)(burning)).toBeGreaterThanOrEqual(band.low)
  })
})

describe('corrections are not learned from', () => {
  const honest = sneakerTalk(200)
  test.each([
    ['that are few', rowsOf(honest.slice(0, 30)), /30 corrections/],
    [
      'that call harm nothing',
      rowsOf([...honest, ...Array.from({ length: 40 }, (_, i) => ({ text: `the charger caught fire in my hand ${i}`, complaint: false }))]),
      /speak of harm/,
    ],
    [
      'that contradict one another',
      rowsOf([...honest, ...honest.slice(0, 60).map(({ text, complaint }) => ({ text, complaint: !complaint }))]),
      /yes and no/,
    ],
    [
      'by somebody who turns everything round',
      [
        ...rowsOf(honest),
        ...rowsOf(
          Array.from({ length: 60 }, (_, i) => ({
            text: `I was charged twice, nobody answers, I want a refund now ${i}`,
            complaint: false,
          })),
          'Mal',
        ),
      ],
      /Mal|no longer hear|would miss/,
    ],
  ])('%s', (_, rows, why) => {
    const { delta, report } = challenge(rows, null, guards, band)
    expect(report.refused ?? report.verdict?.why).toMatch(why)
    if (report.refused) expect(delta).toBeNull()
    else expect(report.verdict!.better).toBe(false)
  })

  test('that would make it deaf to what every firm must hear', () => {
    const plain = [
      ...new Set(
        sneakerTalk(400, 3)
          .filter(({ complaint }) => complaint)
          .map(({ text }) => text),
      ),
    ].slice(0, 40)
    const must = plain.map((text): Guard => ({ lang: 'en', text, p: 0.8, harm: false }))
    const deafening = [0, 1, 2, 3].flatMap((k) =>
      plain.map((text, i) => ({ ...rowsOf([{ text: `${text} ${k}`, complaint: false }], `person ${i % 9}`)[0]!, p: 0.8 })),
    )
    expect(challenge(deafening, null, must, band).report.refused).toMatch(/no longer hear 40 of 40 sentences \(en\)/)
  })
})

test('what is learned in one language changes nothing in another', () => {
  const { delta } = challenge(rowsOf(sneakerTalk(300)), null, guards, band)
  const others = guards.filter(({ lang }) => lang !== 'en')
  const [before, after] = [others.map(opinionOf(null, band)), others.map(opinionOf(delta, band))]
  expect(before.filter((p, i) => Math.abs(p - after[i]!) > 0.1)).toEqual([])
})

test('without weights nothing changes', () => {
  for (const p of [0.02, 0.5, 0.97]) expect(adjusted(new Map(), 'sick deal', p)).toBeCloseTo(p, 6)
})

test.each([
  ['the same', { en: 500, th: 500 }, { en: 250, th: 250 }, 0, 0.01],
  ['another language', { en: 900, th: 100 }, { en: 300, th: 200 }, LOOK, 2],
  ['a value that was not there', { a: 1_000 }, { a: 700, b: 300 }, LOOK, 3],
  ['too few to tell', { a: 10 }, { b: 10 }, 0, 0],
])('drift: %s', (_, before, now, least, most) => {
  const { psi } = driftOf('language', before, now)
  expect(psi).toBeGreaterThanOrEqual(least)
  expect(psi).toBeLessThanOrEqual(most)
})
