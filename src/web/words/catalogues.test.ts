import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { OUTCOMES, REMEDIES } from '../../domain/case/events'
import { LANGUAGES } from '../data/settings'

type Flat = Record<string, string>
const root = new URL('../../../', import.meta.url)
const flat = (node: unknown, path = ''): Flat =>
  typeof node === 'string'
    ? { [path]: node }
    : Object.assign({}, ...Object.entries(node as object).map(([key, value]) => flat(value, path ? `${path}.${key}` : key)))
const catalogue = (language: string): Flat => {
  const folder = new URL(`locales/${language}/`, root)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.assign({}, ...files.map((name) => flat(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))))
}
const PLURAL = /_(zero|one|two|few|many|other)$/
const all = Object.fromEntries(LANGUAGES.map((language) => [language, catalogue(language)]))
const english = all.en ?? {}
const stems = (words: Flat) => [...new Set(Object.keys(words).map((key) => key.replace(PLURAL, '')))].sort()

test.each(LANGUAGES)('%s says everything that English says and nothing more', (language) => {
  expect(stems(all[language] ?? {})).toEqual(stems(english))
})

test.each(LANGUAGES)('%s has every plural form that its numbers ask for', (language) => {
  const words = all[language] ?? {}
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const counted = stems(words).filter((stem) => `${stem}_other` in words)
  expect(counted.length).toBeGreaterThan(5)
  expect(counted.flatMap((stem) => forms.filter((form) => !(`${stem}_${form}` in words)).map((form) => `${stem}_${form}`))).toEqual([])
})

test.each(LANGUAGES)('%s fills in the same facts as English, sentence by sentence', (language) => {
  const facts = (sentence: string) => [...new Set(sentence.match(/\{\{\w+/g) ?? [])].sort()
  const words = all[language] ?? {}
  const wrong = Object.entries(words).filter(([key, sentence]) => {
    const model = english[key] ?? english[`${key.replace(PLURAL, '')}_other`] ?? ''
    return facts(sentence).join() !== facts(model).join()
  })
  expect(wrong.map(([key]) => key)).toEqual([])
})

test.each(LANGUAGES.filter((language) => language !== 'en'))(
  '%s is translated: at most 2 % of its sentences are the English ones',
  (language) => {
    const words = Object.entries(all[language] ?? {})
    const same = words.filter(([key, sentence]) => english[key] === sentence)
    expect(same.length / words.length).toBeLessThanOrEqual(0.02)
  },
)

test.each([
  ['zh', /[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff]\(/u],
  ['fa', /[\u0600-\u06ff][,;?]/u],
])('%s has the marks of its own script', (language, foreign) => {
  const beside = ['letters', 'notices', 'pages'].map((kind) =>
    flat(JSON.parse(readFileSync(new URL(`locales/${kind}/${language}.json`, root), 'utf8'))),
  )
  const words = Object.entries(Object.assign({}, all[language], ...beside) as Flat)
  expect(words.filter(([, sentence]) => foreign.test(sentence)).map(([key]) => key)).toEqual([])
})

test('every outcome and remedy of the domain has a word', () => {
  expect(
    [...OUTCOMES.map((one) => `words.outcome.${one}`), ...REMEDIES.map((one) => `words.remedy.${one}`)].filter((key) => !(key in english)),
  ).toEqual([])
})

test('every rule book that ships, and every class and milestone in one, has a title in all languages', () => {
  const folder = new URL('regimes/', root)
  const books = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map(
      (name) =>
        parse(readFileSync(new URL(name, folder), 'utf8')) as {
          title?: string
          milestones?: { title: string }[]
          classes?: { title: string }[]
        },
    )
    .filter(({ milestones }) => milestones !== undefined)
  const keys = books.flatMap(({ title, classes = [], milestones = [] }) => [
    `bookTitle.${title}`,
    ...classes.map((one) => `classTitle.${one.title}`),
    ...milestones.map((one) => `milestoneTitle.${one.title}`),
  ])
  expect(keys.length).toBeGreaterThan(150)
  expect(LANGUAGES.flatMap((language) => keys.filter((key) => !(key in (all[language] ?? {}))))).toEqual([])
})

test('every reason that the rules of triage and of joining can give has a word', () => {
  const rules = ['src/domain/triage/rules.ts', 'src/domain/triage/triage.ts', 'src/domain/case/decide.ts']
  const written = rules.flatMap((file) =>
    [...readFileSync(new URL(file, root), 'utf8').matchAll(/code: '(\w+)'/g)].map(([, code]) => code ?? ''),
  )
  const made = ['raised_to_complaint', 'raised_to_review', ...['yes', 'no', 'unsure'].map((said) => `complaint_${said}`)]
  const intents = ['question', 'complaint', 'praise', 'lead', 'spam', 'abuse'].map((intent) => `intent_${intent}`)
  expect(written.length).toBeGreaterThan(10)
  expect([...written, ...made, ...intents].filter((code) => !(`words.because.${code}` in english))).toEqual([])
})

test('every word that the screens ask for by a fixed name is in the catalogue', () => {
  const asked = sources().flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key]) => key ?? ''))
  const known = new Set(stems(english))
  expect(asked.length).toBeGreaterThan(150)
  expect([...new Set(asked)].filter((key) => !known.has(key))).toEqual([])
})

function sources(folder = new URL('src/web/', root)): URL[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(new URL(`${entry.name}/`, folder))
      : /(?<!\.test)\.tsx?$/.test(entry.name)
        ? [new URL(entry.name, folder)]
        : [],
  )
}
