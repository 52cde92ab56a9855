import { describe, expect, test } from 'vitest'
import { loadDetector } from '../detect'
import { challengeAll } from './adapt'
import type { Choice } from './choice'
import { answerIn, withChoices } from './choice-finding'
import { type ChoiceRow, challengeChoice } from './choice-judge'
import { packDelta } from './delta'
import { packTaught, unpackTaught } from './taught'

const detector = loadDetector('models')
const band = { low: 0.35, high: 0.6 }
const SHOES = ['runners', 'slides', 'retros', 'high tops', 'laces', 'trainers']
/** At this shop a sole that gaps is grave (a recall is on), and resellers have a topic of their own. */
const talk = (i: number) =>
  i % 2 === 0
    ? { text: `the sole of my ${SHOES[i % 6]} is gapping after ${i} days, please look at it`, severity: 'B', topic: 'quality' }
    : { text: `bots bought all the ${SHOES[i % 6]} again, ${i} of us got nothing, unfair`, severity: 'D', topic: 'resellers' }
const rowOf = (i: number, text: string, said: ChoiceRow['said'], stood: ChoiceRow['stood'] = {}): ChoiceRow => {
  const finding = detector.detect(text)
  return { id: `m${i}`, at: i, lang: 'en', text, finding, harm: finding.risk_phrases.length > 0, said, stood }
}
const rows = Array.from({ length: 160 }, (_, i) => {
  const { text, severity, topic } = talk(i)
  return rowOf(i, text, { severity, topic })
})
const learned = (choice: Choice, text: string, harm = false) => {
  const { delta } = challengeChoice(choice, rows, null)!
  return answerIn(choice, withChoices(detector.detect(text), text, { [choice]: delta! }, harm))
}

describe('corrections of a shop with words of its own', () => {
  test('mend severity and topic, also with a topic that the shared model does not know', () => {
    for (const choice of ['severity', 'topic'] as const) {
      const { report } = challengeChoice(choice, rows, null)!
      expect(report).toMatchObject({ task: choice, corrected: 160, taught: 112, heldBack: 48, better: true })
      expect(report.comparisons[0]!.right.low).toBeGreaterThan(0)
    }
    expect(learned('severity', 'why is the sole of my slides gapping')).toBe('B')
    expect(learned('topic', 'resell bots took all laces, unfair')).toBe('resellers')
  })

  test('mend what the shared model is surest of', () => {
    const text = 'the sole of my laces is gapping'
    const finding = detector.detect(text)
    const sure = {
      ...finding,
      severity: { value: 'D', p: { A: 0, B: 0, C: 0, D: finding.complaint.p, E: 1 - finding.complaint.p } },
    } as const
    const grave = rows.filter(({ said }) => said.severity === 'B').map((row) => ({ ...row, finding: sure }))
    const { delta } = challengeChoice('severity', grave, null)!
    expect(answerIn('severity', withChoices(sure, text, { severity: delta! }, false))).toBe('B')
  })

  test('mend a topic that the shared model is surest of', () => {
    const text = 'the sole of my laces is gapping'
    const sure = { ...detector.detect(text), topics: [{ value: 'account', p: 1 }] }
    const own = rows.filter(({ said }) => said.topic === 'quality').map((row) => ({ ...row, finding: sure }))
    const { delta } = challengeChoice('topic', own, null)!
    expect(answerIn('topic', withChoices(sure, text, { topic: delta! }, false))).toBe('quality')
  })

  test('make nothing milder where words of harm stand', () => {
    const burning = 'the sole of my slides is gapping and it caught fire on my foot'
    expect(detector.detect(burning).severity.value).toBe('A')
    expect(learned('severity', burning, true)).toBe('A')
  })

  test('are kept with what is learned of complaints, and weights of earlier versions are still read', () => {
    const complaint = new Map([[7, 0.5]])
    const severity = challengeChoice('severity', rows, null)!.delta!
    const taught = { complaint, choices: { severity } }
    expect(unpackTaught(packTaught(taught))).toEqual(taught)
    expect(unpackTaught(packDelta(complaint))).toEqual({ complaint, choices: {} })
  })

  test('come into force where they are better, though too little is said of complaints', () => {
    const { taught, report } = challengeAll([], rows, null, [], band)
    expect(report).toMatchObject({ refused: expect.stringContaining('0 corrections'), tasks: [{ task: 'severity' }, { task: 'topic' }] })
    expect([taught!.complaint, Object.keys(taught!.choices)]).toEqual([null, ['severity', 'topic']])
  })
})

describe('corrections teach nothing', () => {
  const burnt = Array.from({ length: 60 }, (_, i) => rowOf(i, `the charger caught fire in my hand ${i}`, { severity: 'E' }))
  const stands = rows.map(({ id, text, finding, at, lang, harm }, i) => {
    const { value } = finding.severity
    return { id, text, finding, at, lang, harm, said: i % 8 === 0 ? { severity: 'C' } : {}, stood: { severity: value } }
  })
  test.each([
    ['where they are few', rows.slice(0, 15), null],
    ['where they call harm mild', burnt, /60 of 60 messages that speak of harm were called D or E/],
    ['where they contradict what was let stand', stands, /right on|no difference/],
  ])('%s', (_, given, why) => {
    const found = challengeChoice('severity', given, null)
    if (!why) return expect(found).toBeNull()
    expect(found!.report).toMatchObject({ better: false, why: expect.stringMatching(why) })
  })

  test('where those of complaints are poisoned', () => {
    const poison = burnt.map(({ id, at, lang, text, finding }) => ({
      ...{ id, at, lang, text, p: finding.complaint.p, harm: true, by: 'Mal', complaint: false },
    }))
    const { taught, report } = challengeAll(poison, rows, null, [], band)
    expect([taught, report.tasks]).toEqual([null, []])
  })
})
