import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { takeFeatures } from '../features'
import { FIRST_LANES, FIRST_USED, LANE, SECOND_USED, TOPICS } from '../heads'
import { firstScores, type ModelCard, readModel, secondScores, sigmoid } from '../model'
import { normalise } from '../text/normalise'
import { calibrateComplaint, headScales, scoreAll, unsureBand } from './calibrate'
import { compose, type Sayings } from './compose'
import type { Example } from './example'
import { quantise, saveModel } from './save'
import { teachSecondLook } from './second-look'
import { LANES, marksOf, scores, train } from './trainer'

const dir = mkdtempSync(join(tmpdir(), 'redress-model-'))
afterAll(() => rmSync(dir, { recursive: true }))

const sayings: Sayings = {
  lang: 'en',
  slots: { thing: ['lamp', 'chair', 'phone', 'radio'] },
  complaint: {
    groups: {
      'quality:C': ['my {thing} is broken', 'the {thing} fell apart', 'broken {thing}, terrible'],
      'safety:A:immediate': ['the {thing} burned my hand', 'the {thing} burned us'],
    },
  },
  threat: { groups: { 'general:B:high': ['the judge will hear of it'] } },
  question: { groups: { delivery: ['when does the {thing} come?', 'where can I see the {thing}?', 'how big is the {thing}?'] } },
  praise: { groups: { general: ['lovely {thing}, thank you', 'I adore the {thing}', 'happy with my {thing}'] } },
  request: undefined,
  mixed: undefined,
  lead: undefined,
  spam: undefined,
  abuse: undefined,
  chat: undefined,
}
const examples = compose(sayings, 400, false, TOPICS, 1)
const marks = examples.map(({ text }) => marksOf(text, null))
const options = { bits: { first: 13, second: 12 }, cost: 1, seed: 3, words: null }
const learned = train(examples, marks, options)
const again = teachSecondLook(examples, [], {}, () => false, new Int32Array())
const card: Omit<ModelCard, 'sha256' | 'format'> = {
  id: 'tiny',
  version: '1',
  bits: options.bits,
  ...lanes(),
  complaint: { other: { scale: 1, shift: 0 } },
  harm: { other: { scale: 1, shift: 0, phrase: 1 } },
  again: again.card,
  unsure: { low: 0.3, high: 0.6 },
  trained_on: [],
  held_out: {},
  notes: '',
}

function lanes(): Pick<ModelCard, 'first' | 'second'> {
  const { first, second } = quantise(learned)
  return { first, second }
}

const p = (text: string) => {
  const logits = new Float64Array(LANES)
  scores(learned, marksOf(text, null).hashes, 'en', logits)
  return sigmoid(4 * logits[LANE.complaint]!)
}

test('a few hundred composed texts are enough to tell a complaint from a question', () => {
  expect(p('my new lamp is broken')).toBeGreaterThan(0.7)
  expect(p('when does the chair come?')).toBeLessThan(0.3)
})

test('the file gives back the scores that were learned, within the rounding of int8', () => {
  saveModel(dir, quantise(learned).bytes, again.bytes, card)
  const model = readModel(dir)
  for (const text of ['my radio fell apart', 'happy with my phone', 'the chair burned us', '']) {
    const features = takeFeatures(normalise(text))
    const exact = new Float64Array(LANES)
    scores(learned, features.hashes.slice(0, features.count), 'en', exact)
    const read = [
      ...firstScores(model, features, 'en').subarray(0, FIRST_USED),
      ...secondScores(model, features, 'en').subarray(0, SECOND_USED),
    ]
    for (const [i, value] of read.entries()) {
      const lane = i < FIRST_USED ? i : FIRST_LANES + i - FIRST_USED
      expect(Math.abs(value - exact[lane]!), `lane ${lane} of "${text}"`).toBeLessThan(0.1)
    }
  }
})

test('what says nothing of severity and topic teaches neither, however much it says of complaints', () => {
  const silent = examples.map(({ labels: { severity: _s, topic: _t, ...labels }, ...example }) => ({ ...example, labels }))
  const { first, second } = train(silent, marks, options)
  expect(first.weights.some((weight) => weight !== 0)).toBe(true)
  expect(second.weights.some((weight) => weight !== 0)).toBe(false)
})

test('many features are summed without overflow', () => {
  saveModel(dir, quantise(learned).bytes, again.bytes, card)
  const model = readModel(dir)
  const features = takeFeatures(normalise('broken lamp '.repeat(600)))
  const exact = new Float64Array(LANES)
  scores(learned, features.hashes.slice(0, features.count), 'en', exact)
  expect(Math.abs(firstScores(model, features, 'en')[LANE.complaint]! / exact[LANE.complaint]! - 1)).toBeLessThan(0.05)
})

test("a file that is not the card's is refused by name", () => {
  saveModel(dir, quantise(learned).bytes, again.bytes, card)
  writeFileSync(join(dir, 'weights.bin'), new Uint8Array(quantise(learned).bytes.length))
  expect(() => readModel(dir)).toThrow('model tiny: weights.bin is not the file that card.json describes')
})

test('training twice by the same seed gives the same bytes', () => {
  expect(quantise(train(examples, marks, options)).bytes).toEqual(quantise(learned).bytes)
})

test('composed texts are labelled by their worst saying and are the same by the same seed', () => {
  expect(compose(sayings, 50, false, TOPICS, 9)).toEqual(compose(sayings, 50, false, TOPICS, 9))
  const burned = examples.find(({ text }) => /burned/i.test(text))!
  expect(burned.labels).toMatchObject({ complaint: 1, severity: 'A', urgency: 'immediate' })
  expect(examples.find(({ text }) => /^lovely/i.test(text))!.labels).toMatchObject({ complaint: 0, intent: 'praise' })
})

test('calibration pulls back what was too sure, and the band of "not sure" stays within its limits', () => {
  const wrongTwice = (i: number): Example => ({ ...examples[0]!, labels: { complaint: i % 3 === 0 ? 0 : 1 } })
  const held = Array.from({ length: 90 }, (_, i) => ({ example: wrongTwice(i), logits: new Float64Array(LANES).fill(6) }))
  const { other } = calibrateComplaint(held, 0.9)
  expect(sigmoid(other!.scale * 6 + other!.shift)).toBeCloseTo(2 / 3, 1)
  const scales = headScales(
    scoreAll(
      learned,
      examples,
      marks.map((mark) => mark.hashes),
    ),
  )
  expect(scales.loud[FIRST_LANES + LANE.severity]).toBeGreaterThan(1)
  const band = unsureBand(Array.from({ length: 500 }, (_, i) => ({ p: i / 500, complaint: i > 250 ? 1 : 0 })))
  expect(band.low).toBeGreaterThanOrEqual(0.2)
  expect(band.high).toBeLessThanOrEqual(0.7)
  expect(band.low).toBeLessThan(band.high)
})
