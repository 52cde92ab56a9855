import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import en from '../../../locales/notices/en.json'
import fa from '../../../locales/notices/fa.json'
import th from '../../../locales/notices/th.json'
import zh from '../../../locales/notices/zh.json'
import saidZh from '../../../locales/zh/rule-said.json'
import wordsZh from '../../../locales/zh/words.json'
import { type Catalogue, problemsOf, variablesOf } from './catalogue'
import { NOTICE_KINDS, type NoticeFacts, VARIABLES } from './facts'
import { noticeWriter } from './text'

const catalogues: { en: Catalogue } & Record<string, Catalogue> = { en, th, zh, fa }
const noticeText = noticeWriter(catalogues)
const languages = Object.keys(catalogues)

const ofCase = { reference: 'C-4127', severity: 'A', link: 'https://desk.example/cases/C-4127' } as const
const risk = { reason: 'risk phrase: lawyer', quote: 'I was burnt by the cable.' }
const next = { nextPerson: 'Mali', nextAt: '14:40' }
const facts: NoticeFacts = {
  high_risk_alert: { ...ofCase, ...risk, ...next },
  escalation: { ...ofCase, ...risk, ...next, level: 2, customers: 12 },
  assignment: { ...ofCase, ...risk, answerBy: '17 Nov, 14:30' },
  clock_warning: { ...ofCase, clock: 'final_response', dueAt: '17 Nov, 14:30', left: '2 h' },
  clock_missed: { ...ofCase, ...next, clock: 'final_response', dueAt: '17 Nov, 14:30' },
  clock_digest: { ...ofCase, count: 1204 },
  catch_up: { ...ofCase, count: 31, since: '14 Nov, 09:00', gravest: 'C-4127 (A), C-4130 (B)' },
  way_broken: { way: 'texts' },
  rules_alarm: { count: 2, what: 'own@2, line 7: pack.checked must be a date.' },
  rota_gap: { rota: 'night', level: 2, from: '17 Nov, 18:00', until: '18 Nov, 08:00' },
  guidance: { ...ofCase, by: 'Mali', words: 'Ask for a photo first.' },
  mention: { ...ofCase, by: 'Mali', words: 'Ask for a photo first.' },
  question: { asker: 'Mali', question: 'Is batch 7 safe?', shown: 'It smells.', dueAt: '17 Nov, 14:30' },
  question_answered: { ...ofCase, colleague: 'Quinn', question: 'Is batch 7 safe?', answer: 'Yes.' },
  question_overdue: { ...ofCase, colleague: 'Quinn', question: 'Is batch 7 safe?', answer: null },
  outcome_unknown: { reference: 'C-4127', channel: 'e-mail', reason: 'timeout', link: ofCase.link },
  quarantine: { channel: 'e-mail', receivedAt: '17 Nov, 14:30', reason: 'not UTF-8', link: 'https://desk.example/q/1' },
  disk_low: { freeMb: 120, neededMb: 200, link: 'https://desk.example' },
  sign_in_link: { company: 'Acme', person: 'Mali', link: 'https://desk.example/in/x', until: '14:45' },
  approval_waiting: { ...ofCase, author: 'Ana', dueAt: '14:45' },
  approval_returned: { ...ofCase, by: 'Mali', words: 'We cannot promise that.' },
  acknowledgement: { company: 'Acme', customer: 'Ana', reference: 'C-4127', answerBy: '17 Nov' },
  reply: { company: 'Acme', reference: 'C-4127' },
  chat_copy: { company: 'Acme', reference: 'C-4127' },
  survey: { company: 'Acme', reference: 'C-4127', customer: 'Ploy' },
}
const everything = languages.flatMap((lang) => NOTICE_KINDS.map((kind) => [kind, lang] as const))

test('a high-risk alert, as a person reads it', () => {
  const { subject, body } = noticeText('high_risk_alert', 'en', facts.high_risk_alert)
  expect(subject).toBe('Severity A: case C-4127 needs a person now')
  expect(body.split('\n')).toEqual([
    'Case C-4127 is graded A – critical.',
    'Why: risk phrase: lawyer',
    'The customer wrote: “I was burnt by the cable.”',
    '',
    'Open the case and acknowledge it:',
    'https://desk.example/cases/C-4127',
    '',
    'If nobody has acknowledged it by 14:40, Mali will be told.',
  ])
})

test('an acknowledgement to a customer, with and without what we may not know', () => {
  const { body } = noticeText('acknowledgement', 'en-AU', facts.acknowledgement)
  expect(body).toContain('Dear Ana,\n\nThank you')
  expect(body).toContain('We will answer you by 17 Nov.')
  const bare = noticeText('acknowledgement', 'en', { company: 'Acme', customer: null, reference: 'C-4127', answerBy: null }).body
  expect(bare).toContain('Hello,\n\nThank you')
  expect(bare).toContain('We will answer you as soon as we can.')
})

describe.each(languages)('the catalogue of %s', (lang) => {
  test('is whole and uses no variable that its notice does not have', () => {
    expect(problemsOf(catalogues[lang]!)).toEqual([])
    expect(Object.keys(catalogues[lang]!.clocks)).toEqual(Object.keys(en.clocks))
  })

  test.each(NOTICE_KINDS)('%s says what the English one says', (kind) => {
    const used = (catalogue: Catalogue) =>
      [catalogue.notices[kind].subject, ...catalogue.notices[kind].body.flat()].flatMap(variablesOf).sort()
    expect([...new Set(used(catalogues[lang]!))]).toEqual([...new Set(used(en))])
  })
})

describe.each(everything)('%s in %s', (kind, lang) => {
  const { subject, body, lang: found } = noticeText(kind, lang, facts[kind])
  test('is filled, in one line and in clean ones', () => {
    expect(found).toBe(lang)
    expect(subject).not.toMatch(/[{}\n]|undefined|null/)
    expect(body).not.toMatch(/[{}]|undefined|null|\n\n\n/)
    expect(body === '').toBe(kind === 'reply')
  })

  test('a link stands alone on its line', () => {
    if (VARIABLES[kind].includes('link')) expect(body.split('\n')).toContain((facts[kind] as { link: string }).link)
    else expect(body).not.toContain('://')
  })
})

test.each([
  ['th-TH', 'th'],
  ['zh-Hans-CN', 'zh'],
  ['FA', 'fa'],
  ['de', 'en'],
  ['', 'en'],
  ['constructor', 'en'],
])('a reader of %j reads %s', (lang, found) => {
  expect(noticeText('reply', lang, facts.reply).lang).toBe(found)
})

describe('customer notices hold nothing internal', () => {
  test.each(['acknowledgement', 'reply'] as const)('%s, whatever a caller hands in', (kind) => {
    const spilled = { ...facts.high_risk_alert, ...facts.quarantine, ...facts[kind], severityName: 'A – critical' }
    for (const lang of languages) expect(noticeText(kind, lang, spilled)).toEqual(noticeText(kind, lang, facts[kind]))
  })
})

test('not even a broken catalogue brings an internal fact to a customer', () => {
  const broken: Catalogue = structuredClone(en)
  broken.notices.reply.subject = 'Severity {severity} {reason} ({reference})'
  const { subject } = noticeWriter({ en: broken })('reply', 'en', { ...facts.high_risk_alert, ...facts.reply })
  expect(subject).toBe('Severity   (C-4127)')
})

describe('facts are words, never templates or layout', () => {
  test('braces are printed, not filled', () => {
    const { body } = noticeText('high_risk_alert', 'en', { ...facts.high_risk_alert, quote: '{link} {reason} $& $1', reason: '{quote}' })
    expect(body).toContain('“{link} {reason} $& $1”')
    expect(body).toContain('Why: {quote}\n')
  })

  test('a quote is one line of at most 140 characters, cut between graphemes', () => {
    const quote = `line one\r\nhttps://evil.example\n${'👩‍👩‍👧'.repeat(60)}`
    const said = /“(.*)”/.exec(noticeText('high_risk_alert', 'en', { ...facts.high_risk_alert, quote }).body)![1]!
    expect(said.length).toBeLessThanOrEqual(140)
    expect(said).toMatch(/^line one https:\/\/evil\.example 👩.*👧…$/u)
  })

  test('a reason may cite, but not at length', () => {
    const said = /Why: (.*)/.exec(noticeText('quarantine', 'en', { ...facts.quarantine, reason: 'why '.repeat(500) }).body)![1]!
    expect(said).toMatch(/^why .* why…$/)
    expect(said.length).toBeLessThanOrEqual(300)
  })

  test('no fact adds a line, turns the direction or stays unbalanced', () => {
    const strings = fc.string({ unit: fc.constantFrom('a', 'ب', '\n', '\r', '\u2028', '\u202e', '\u2067', '\u2069', '{', '}', ' ', '\0') })
    fc.assert(
      fc.property(strings, fc.constantFrom(...languages), (text, lang) => {
        const { body, subject } = noticeText('assignment', lang, { ...facts.assignment, reason: `x${text}`, quote: `x${text}` })
        expect(body.split('\n')).toHaveLength(noticeText('assignment', lang, facts.assignment).body.split('\n').length)
        expect(subject + body).not.toMatch(/[\r\0\u2028\u202a-\u202e\u2066\u2067]/)
        expect(body.split('\u2068').length).toBe(body.split('\u2069').length)
      }),
    )
  })

  test('words of the other direction are kept whole', () => {
    expect(noticeText('reply', 'fa', facts.reply).subject).toContain('(\u2068C-4127\u2069)')
    expect(noticeText('high_risk_alert', 'en', { ...facts.high_risk_alert, quote: 'سلام' }).body).toContain('“\u2068سلام\u2069”')
    expect(noticeText('reply', 'en', facts.reply).subject).toBe('Our answer to your complaint (C-4127)')
  })

  test('numbers are written as the reader writes them', () => {
    expect(noticeText('escalation', 'fa', facts.escalation).subject).toContain('سطح ۲')
    expect(noticeText('escalation', 'th', facts.escalation).subject).toContain('ขั้นที่ 2')
  })

  test('a clock that the catalogue does not know keeps its name', () => {
    expect(noticeText('clock_missed', 'en', { ...facts.clock_missed, clock: 'Board report' }).subject).toBe(
      'Missed: Board report, case C-4127',
    )
    expect(noticeText('clock_missed', 'en', { ...facts.clock_missed, clock: 'toString' }).subject).toBe('Missed: toString, case C-4127')
  })
})

describe('a broken catalogue is named', () => {
  test.each<[string, (broken: Catalogue) => void, string]>([
    ['a notice is missing', (broken) => Reflect.deleteProperty(broken.notices, 'reply'), 'notices.reply is missing'],
    ['a severity has no name', (broken) => (broken.severity.B = ''), 'severity.B is missing'],
    [
      'a customer is told the severity',
      (broken) => broken.notices.acknowledgement.body.push('{severity}'),
      'notices.acknowledgement uses {severity}, which it does not have',
    ],
  ])('%s', (_what, breakIt, problem) => {
    const broken: Catalogue = structuredClone(en)
    breakIt(broken)
    expect(problemsOf(broken)).toEqual([problem])
  })
})

test('why a case came to somebody is said in their language; what people said stays as it is', () => {
  const { ruleSaid, policyTitle } = saidZh
  const write = noticeWriter({ en, zh: { ...zh, said: { ruleSaid, policyTitle, topic: wordsZh.words.topic } } })
  const told = (reason: string) => write('assignment', 'zh', { ...facts.assignment, reason }).body
  expect(told('Tier 2 · Chinese · least loaded of 2 · knows billing')).toContain(
    `2级 · 语言：中文 · 2人中手头最少 · 熟悉${wordsZh.words.topic.billing}`,
  )
  expect(told('level 2 of "High risk, an expert within ten minutes": nobody had acted')).toContain('专家须在十分钟内接手')
  expect(told('Tier 2 · but she asked for Dao')).toContain('Tier 2 · but she asked for Dao')
})
