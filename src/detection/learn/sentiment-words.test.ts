import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { hashOfWord } from '../features'
import { type BaseFiles, baseFrom, fitParts, unitsOf } from './base'
import { readTask, writeTask } from './file'
import { isSpoken, SENTIMENT, sentimentOf, sentimentWordsFrom } from './sentiment-words'
import { judge, type TaskRow, trainTask } from './train'
import { wordVectorBytes } from './word-vectors'

const dir = mkdtempSync(join(tmpdir(), 'redress-lists-'))
afterAll(() => rmSync(dir, { recursive: true }))

const SHIPPED = Object.fromEntries(
  readdirSync('models/sentiment-words').map((file) => [
    file.replace('.json', ''),
    readFileSync(join('models/sentiment-words', file), 'utf8'),
  ]),
)
const lists = Object.fromEntries(Object.entries(SHIPPED).map(([lang, json]) => [lang, sentimentWordsFrom(json)]))
/** Praise less blame, with what is denied turned round. */
const mood = (lang: string, text: string) => sentimentOf(lists[lang]!, text)[9]!

test.each([
  ['de', 'Der Zug war pünktlich, toll!', 'Der Zug war zwei Stunden verspätet.'],
  ['de', 'Das war hilfreich', 'Das war gar nicht hilfreich'],
  ['de', 'Sie war freundlich', 'Freundlich nicht'],
  ['de', 'ein zuverlässigerer Fahrer', 'ein unfreundlichster Fahrer'],
  ['de', 'Nicht schlecht', 'Schlecht'],
  ['de', 'Es war nicht weit. Toll!', 'Es war weit, aber nicht toll'],
  ['id', 'makanannya enak banget', 'makanannya tidak enak'],
  ['id', 'pelayanannya memuaskan', 'pelayanannya mengecewakan'],
  ['id', 'mantap, nggak rugi', 'gak mantap, rugi'],
] as const)('%s: "%s" sounds better than "%s"', (lang, better, worse) => {
  expect(mood(lang, better)).toBeGreaterThan(mood(lang, worse))
})

test.each([
  ['de', 'Wir sind gestern nach Köln gefahren'],
  ['id', 'saya pergi ke kantor kemarin'],
] as const)('%s: what says neither is not heard: "%s"', (lang, text) => {
  expect(isSpoken(lists[lang]!, text)).toBe(false)
  expect(Array.from(sentimentOf(lists[lang]!, text))).toEqual(new Array(SENTIMENT).fill(0))
})

test.each([[''], ['.'], ['\u0000\ud83d'], ['nicht '.repeat(500_000)], ['schlecht'.repeat(100_000)], ['__proto__ constructor']])(
  '%# has numbers like any text',
  (text) => {
    const numbers = sentimentOf(lists.de!, text)
    expect(numbers.length).toBe(SENTIMENT)
    expect(numbers.every(Number.isFinite)).toBe(true)
  },
)

test('no word of a shipped list stands in it twice', () => {
  for (const json of Object.values(SHIPPED)) {
    const words = Object.values((JSON.parse(json) as { values: Record<string, string> }).values).flatMap((line) => line.split(' '))
    expect(words.length).toBeGreaterThan(700)
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
  }
})

const ENGLISH = ['the', 'train', 'was', 'late', 'again', 'friendly', 'staff', 'at', 'station', 'thanks']
const hashes = Int32Array.from(ENGLISH, hashOfWord).sort()
const files: BaseFiles = {
  id: 'general',
  version: '0',
  card: '{}',
  weights: new Uint8Array(),
  words: wordVectorBytes(
    hashes,
    Array.from(hashes, () => Float32Array.of(1)),
  ),
  lists: SHIPPED,
}
const THINGS = ['Zug', 'Bahnhof', 'Schalter', 'Fahrer', 'Wagen', 'Sitz', 'Gleis', 'Kiosk']
const PRAISE = ['toll', 'freundlich', 'hilfreich', 'sauber', 'angenehm', 'wunderbar']
const BLAME = ['dreckig', 'miserabel', 'kaputt', 'laut', 'furchtbar', 'überfüllt']
const rowsOf = (words: string[], label: string): TaskRow[] =>
  THINGS.flatMap((thing) => words.map((word) => ({ text: `Hier: ${thing}, ${word}`, label, lang: 'de' })))
const rows = [...rowsOf(PRAISE, 'good'), ...rowsOf(BLAME, 'bad')]

test.each([
  ['German', rows.map(({ text }) => text), 'de'],
  ['Indonesian', ['makanannya enak', 'pelayanan buruk sekali', 'tempatnya jauh'], 'id'],
  ['English', ['the train was late again', 'friendly staff at the station, thanks'], undefined],
  ['Thai', ['รถไฟมาสายอีกแล้ว'], undefined],
] as const)('rows in %s get the list of their language, if there is one', (_, texts, lang) => {
  expect(fitParts([...texts], files, () => true).list).toBe(lang)
})

const about = { task: 'mood', label: 'label', lang_field: 'lang', trained_on: [] }
const parts = { logits: false, words: false, list: 'de' }
const learned = trainTask({ rows, dev: [], about, base: { files, parts }, seed: 1 })

test('words that no row holds are understood by the list, also when the model is read again', () => {
  const path = join(dir, 'mood.model')
  writeTask(path, learned)
  const unheard = [
    { text: 'Hier: Ampel, begeistert', label: 'good', lang: 'de' },
    { text: 'Hier: Ampel, zuverlässig', label: 'good', lang: 'de' },
    { text: 'Hier: Ampel, eine Zumutung', label: 'bad', lang: 'de' },
    { text: 'Hier: Ampel, unverschämt', label: 'bad', lang: 'de' },
  ]
  const again = readTask(path)
  expect(again.card.base).toEqual({ ...parts, id: 'general', version: '0' })
  expect(judge(again, unheard)).toEqual(judge(learned, unheard))
  expect(judge(again, unheard).every(({ answer, truth }) => answer === truth)).toBe(true)
})

test('a model of the format before has no list; a base without the list that it needs is refused by name', () => {
  const path = join(dir, 'mood.model')
  const bare = trainTask({ rows, dev: [], about, base: { files, parts: { logits: false, words: true } }, seed: 1 })
  writeTask(path, bare)
  const bytes = readFileSync(path)
  const text = bytes.toString('latin1').replace('"lists":{"de"', '"lizts":{"de"').replace('REDRESS5', 'REDRESS4')
  writeFileSync(path, text, 'latin1')
  expect(readTask(path).base!.lists).toEqual({})
  expect(judge(readTask(path), rows)).toEqual(judge(bare, rows))
  expect(() => baseFrom({ ...files, lists: {} }, parts)).toThrow('no list of words for "de"')
})

test('a list stands last beside the grams and is heard at its own loudness', () => {
  const base = baseFrom(files, { ...parts, words: true })
  const units = unitsOf(base, false)
  expect(base.width).toBe(1 + SENTIMENT)
  expect(units[0]).not.toBeCloseTo(units[1]!)
  expect(Array.from(units.subarray(1, 1 + SENTIMENT))).toEqual(new Array(SENTIMENT).fill(units[1]))
  expect(base.numbersOf('Schlecht')[1 + 1]).toBeCloseTo(Math.log1p(2))
})
