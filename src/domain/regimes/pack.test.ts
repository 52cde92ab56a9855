import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPack } from './pack'

const milestone = {
  id: 'final',
  kind: 'final_response',
  title: 'Final response',
  obligation: 'must',
  start: 'received',
  due: '30cd',
  reference: 'Rule 1',
  evidence: 'P',
}
const good = {
  format: 'redress-regime/1',
  id: 'example',
  version: '1',
  title: 'An example',
  jurisdiction: 'XX',
  checked: '2026-01-01',
  calendar: { use: 'office' },
  classes: [{ id: 'standard', title: 'Standard', when: 'always' }],
  milestones: [milestone],
}
const problemsOf = (value: unknown) => {
  const read = readPack(value)
  return read.ok ? [] : read.problems
}
const withMilestone = (more: object) => ({ ...good, milestones: [{ ...milestone, ...more }] })

test('a rule book that says everything can be read', () => {
  expect(problemsOf(good)).toEqual([])
  expect(readPack(good)).toMatchObject({
    pack: {
      timeZone: null,
      counting: { receiptDay: 'excluded', roll: 'none' },
      effective: { from: null, to: null },
      milestones: [{ checked: '2026-01-01' }],
    },
  })
})

describe('a mistake is named in a sentence that says where', () => {
  test.each<[string, unknown, string]>([
    ['no version', { ...good, version: undefined }, 'pack.version must be a text'],
    ['a number as version', { ...good, version: 1 }, 'example: pack.version must be a text, but it is 1.'],
    ['another format', { ...good, format: 'redress-regime/9' }, 'pack.format must be one of redress-regime/1'],
    ['a misspelt field', withMilestone({ refrence: 'x' }), 'pack.milestones[0].refrence is not a field that we know.'],
    ['a duration nobody knows', withMilestone({ due: '30 days' }), 'pack.milestones[0].due must be a duration such as 24h'],
    ['a wrong leg', withMilestone({ due: { last: ['24h', 'soon'] } }), 'but it is "soon".'],
    ['two rules at once', withMilestone({ due: { last: ['24h'], first: ['1bd'] } }), 'or one of first, last and at'],
    ['no due time', withMilestone({ due: undefined }), 'pack.milestones[0].due must be a duration'],
    ['no clock and no word why', withMilestone({ due: undefined, start: undefined }), 'has neither a start and a due time nor a note'],
    ['an unknown start', withMilestone({ start: 'receipt' }), 'pack.milestones[0].start must be one of received'],
    ['an unknown obligation', withMilestone({ obligation: 'shall' }), 'must be one of must, should, may, target, but it is "shall".'],
    ['no reference', withMilestone({ reference: null }), 'pack.milestones[0].reference must be a text, but it is missing.'],
    ['a class that is not there', withMilestone({ classes: ['super'] }), 'names "super", which is not a class'],
    ['a gate before nothing', withMilestone({ before: 'finale' }), 'names "finale", which is not a milestone'],
    ['the same milestone twice', { ...good, milestones: [milestone, milestone] }, 'pack.milestones[1] has the id "final" a second time'],
    ['no milestone', { ...good, milestones: [] }, 'at least one milestone'],
    ['no last class', { ...good, classes: [{ id: 'a', title: 'A', when: 'chosen' }] }, 'must end with a class whose when is always'],
    [
      'a class without a condition',
      { ...good, classes: [{ id: 'a', title: 'A', when: {} }] },
      'must be always, chosen, or name products or topics',
    ],
    [
      'a zone that is not there',
      { ...good, calendar: { use: 'office', time_zone: 'Mars/Olympus' } },
      'not a time zone that we know: "Mars/Olympus"',
    ],
    ['a time that runs backwards', { ...good, effective: { from: '2026-02-01', to: '2026-01-01' } }, 'ends before it begins'],
    ['a date that is none', { ...good, checked: 'last year' }, 'pack.checked must be a date such as 2026-04-03'],
    ['a target beside a number', withMilestone({ target: '10bd' }), 'target only helps where due is "prompt"'],
    ['a target that is no duration', withMilestone({ due: 'prompt', target: 'soon' }), 'target must be a duration such as 10bd'],
    ['a list instead of a rule book', [], 'pack must be a list of named fields, but it is [].'],
    ['nothing', null, 'pack must be a list of named fields, but it is null.'],
    ['inherited names', JSON.parse('{"__proto__": {"id": "x"}}'), 'pack.id must be a text, but it is missing.'],
  ])('%s', (_, value, sentence) => {
    expect(problemsOf(value).join('\n')).toContain(sentence)
  })

  test('all mistakes at once, not the first only', () => {
    expect(problemsOf({ ...good, version: 1, title: '', milestones: [{ ...milestone, due: 'x', start: 'y' }] })).toHaveLength(4)
  })

  test('whatever is read, the answer is a pack or sentences', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom('classes', 'milestones', 'calendar', 'effective'), (junk, field) => {
        const read = readPack({ ...good, [field]: junk })
        if (!read.ok) for (const problem of read.problems) expect(problem).toMatch(/^example: .+\.$/s)
      }),
    )
  })
})
