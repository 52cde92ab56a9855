import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPack } from './read-pack'

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
  format: 'redress-regime/2',
  id: 'example',
  version: '1',
  title: 'An example',
  jurisdiction: 'XX',
  evidence: 'P',
  checked: '2026-01-01',
  calendar: { use: 'office', time_zone: 'firm' },
  classes: [{ id: 'standard', title: 'Standard', when: 'true' }],
  milestones: [milestone],
}
const problemsOf = (value: unknown) => {
  const read = readPack(value)
  return read.ok ? [] : read.problems
}
const withMilestone = (more: object) => ({ ...good, milestones: [{ ...milestone, ...more }] })

test('what comes every so often is counted from the last update too, whether or not its author wrote so', () => {
  const startOf = (more: object) => {
    const read = readPack(withMilestone({ due: { every: '5bd' }, ...more }))
    return read.ok ? read.pack.milestones[0]!.start : read.problems
  }
  expect(startOf({})).toEqual({ mode: 'last', names: ['received', 'progress_sent'] })
  expect(startOf({ start: 'progress_sent' })).toEqual({ mode: 'first', names: ['progress_sent'] })
  expect(startOf({ due: '5bd' })).toEqual({ mode: 'first', names: ['received'] })
})

test('a rule book that says everything can be read', () => {
  expect(problemsOf(good)).toEqual([])
  expect(readPack(good)).toMatchObject({
    pack: {
      timeZone: null,
      counting: { receiptDay: 'excluded', roll: 'none' },
      effective: { from: null, to: null, by: null },
      calendar: { kind: 'named', id: 'office' },
      pausing: { allowed: false },
      milestones: [{ checked: '2026-01-01' }],
    },
  })
})

describe('a mistake is named in a sentence that says where', () => {
  test.each<[string, unknown, string]>([
    ['no version', { ...good, version: undefined }, 'pack.version must be a text'],
    ['a number as version', { ...good, version: 1 }, 'pack.version must be a text, but it is 1.'],
    ['another format', { ...good, format: 'redress-regime/9' }, 'pack.format must be one of redress-regime/2'],
    ['a misspelt field', withMilestone({ refrence: 'x' }), 'pack.milestones[0].refrence is not a field that we know.'],
    ['a capital in an id', withMilestone({ id: 'Final' }), 'must be made of small letters, digits, - and _'],
    ['a duration nobody knows', withMilestone({ due: '30 days' }), 'pack.milestones[0].due must be a duration such as 24h'],
    ['a wrong leg', withMilestone({ due: { last: ['24h', 'soon'] } }), 'but it is "soon".'],
    ['a choice of one', withMilestone({ due: { last: ['24h'] } }), 'or one of first, last (of two or more), every, before and at'],
    ['two rules at once', withMilestone({ due: { last: ['24h', '1bd'], first: ['1bd', '2bd'] } }), 'or one of first, last'],
    ['a time that nobody can give', withMilestone({ due: { at: 'their rules' } }), 'and at with given_as'],
    [
      'a leg before nothing that we know',
      withMilestone({ due: { first: [{ before: 'the flood' }, '30bd'] } }),
      'or a happening that we know',
    ],
    ['an absurd length', withMilestone({ due: '99y' }), 'longer than thirty years, which no rule book asks for'],
    ['a notice that adds nothing', withMilestone({ adds: '0bd' }), 'pack.milestones[0].adds no time at all'],
    ['an update that never ends', withMilestone({ due: { every: '0bd' } }), 'repeats every 0 days'],
    ['a start and no due', withMilestone({ due: undefined }), 'pack.milestones[0] has a start and no due.'],
    ['a due and no start', withMilestone({ start: undefined }), 'pack.milestones[0] has a due and no start.'],
    ['no time at all', withMilestone({ due: undefined, start: undefined }), 'pack.milestones[0] has no time: give it a start and a due'],
    ['an unknown start', withMilestone({ start: 'receipt' }), 'must name a happening that we know, such as received'],
    ['an unknown obligation', withMilestone({ obligation: 'shall' }), 'must be one of must, should, may, target, but it is "shall".'],
    ['an unknown block', withMilestone({ content: ['kindness'] }), 'pack.milestones[0].content may hold ack_received'],
    [
      'a condition on nothing we know',
      withMilestone({ when: "weather == 'fine'" }),
      'when is not a condition: "weather" is not a fact that we know',
    ],
    ['a condition that compares the wrong things', withMilestone({ when: 'product == true' }), 'cannot be compared with'],
    ['a ground that is no question', withMilestone({ grounds: ['product'] }), 'names "product", which is not a question'],
    ['no reference', withMilestone({ reference: null }), 'pack.milestones[0].reference must be a text, but it is missing.'],
    ['a class that is not there', withMilestone({ classes: ['super'] }), 'names "super", which is not a class'],
    ['a gate before nothing', withMilestone({ before: 'finale' }), 'names "finale", which is not a milestone'],
    ['a gate with a time of its own', withMilestone({ before: 'final' }), 'pack.milestones[0] has a due of its own and a before'],
    [
      'a channel that nobody knows',
      withMilestone({ channels: ['email', 'pigeon'] }),
      'call_centre, head_office, other, but it holds "pigeon"',
    ],
    ['a gate before itself', withMilestone({ before: 'final' }), 'before names the milestone itself'],
    ['more time without a gate', withMilestone({ adds: '15bd' }), 'adds only helps with before'],
    ['a delay notice about nothing', withMilestone({ kind: 'delay_notice' }), 'is a delay notice and must say, as before,'],
    ['the same milestone twice', { ...good, milestones: [milestone, milestone] }, 'pack.milestones[1] has the id "final" a second time'],
    [
      'two channels that meet',
      {
        ...good,
        milestones: [
          { ...milestone, channels: ['email', 'web'] },
          { ...milestone, channels: ['web'] },
        ],
      },
      'a second time for the same class and channel',
    ],
    ['no milestone', { ...good, milestones: [] }, 'at least one milestone'],
    ['no last class', { ...good, classes: [{ id: 'a', title: 'A', when: 'complex' }] }, 'pack.classes[0].when must be "true"'],
    [
      'a class behind one that takes all',
      {
        ...good,
        classes: [
          { id: 'a', title: 'A', when: 'true' },
          { id: 'b', title: 'B', when: 'true' },
        ],
      },
      'pack.classes[0].when is "true", so no class after it is ever found; put it last.',
    ],
    ['a class without a condition', { ...good, classes: [{ id: 'a', title: 'A' }] }, 'must be a condition; the last class has "true"'],
    [
      'a zone that is not there',
      { ...good, calendar: { use: 'office', time_zone: 'Mars/Olympus' } },
      'must be "firm" or a time zone that we know, such as Asia/Bangkok, but it is "Mars/Olympus".',
    ],
    [
      'a week without a weekend',
      { ...good, calendar: { holidays: 'AU', weekend: [], time_zone: 'firm' } },
      'weekend must be a list such as [sat, sun]',
    ],
    [
      'a pause of nothing',
      { ...good, pauses: [{ id: 'p', stop: ['closed'], resume: 'received', reference: 'R', evidence: 'P' }] },
      'must name the milestones that stand still',
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
      fc.property(
        fc.anything(),
        fc.constantFrom('classes', 'milestones', 'calendar', 'effective', 'pauses', 'derived', 'duties', 'external_bodies', 'pausing'),
        (junk, field) => {
          const read = readPack({ ...good, [field]: junk })
          if (!read.ok) for (const problem of read.problems) expect(problem).toMatch(/^pack.+\.$/s)
        },
      ),
    )
  })
})
