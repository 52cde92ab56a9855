import { expect, test } from 'vitest'
import { wholeGraphemes } from '../text/graphemes'
import { normalise } from '../text/normalise'
import { readPacks } from './pack'
import { makeScanner, scan } from './scan'
import { asSeen } from './turned'

const scanners = readPacks('models/risk-phrases').map((pack) => makeScanner(pack))
const MEGABYTE = 1_000_000
const of = (piece: string) => piece.repeat(Math.ceil(MEGABYTE / piece.length))

/** Texts made to take long or much room: every one is read within a few passes. The limit is far above that and far below what going back would take. */
test.each([
  ['one letter', () => of('a')],
  ['letters of one name, apart', () => of('l i 1 ')],
  ['signs for letters', () => of('1l!|')],
  ['a phrase and nothing else', () => of('caught fire ')],
  ['a phrase in disguise and nothing else', () => of('投*诉*')],
  ['denials', () => of('not ')],
  ['one stretch that reads backwards', () => `\u202e${of('namsdubmo ')}`],
  ['many that do', () => of('\u202ecba\u202c')],
  ['emoji before a phrase and behind it', () => `${'😡'.repeat(MEGABYTE / 4)}caught fire${'😡'.repeat(MEGABYTE / 4)}`],
  ['flags before a phrase', () => `${'🇹🇭'.repeat(MEGABYTE / 8)}caught fire`],
  ['marks on one letter', () => `e${of('\u0301')} caught fire`],
  ['lone surrogates', () => of('\ud800')],
  ['halves of characters', () => of('讠')],
])('%s', (_, written) => {
  const text = written()
  const before = process.cpuUsage()
  for (const scanner of scanners) {
    const folded = normalise(text)
    for (const { first, last } of scan(scanner, folded)) wholeGraphemes(text, folded.at[first]!, folded.at[last]!)
  }
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(30_000)
})

test.each([
  ['a word turned round', 'the \u202enamsdubmo\u202c knows', 'the ombudsman knows'],
  ['to the end of the line', '\u202eerif\nok', 'fire\nok'],
  ['with marks on its letters', '\u202eไกล\u0e49\u202c', 'ล\u0e49กไ\u202c'],
  ['with an emoji in it', '\u202eb😡a\u202c', 'a😡b\u202c'],
  ['no word but a whole text', `\u202e${'x'.repeat(150)}y${'x'.repeat(150)}`, `${'x'.repeat(150)}y${'x'.repeat(150)}`],
])('%s is read as it is seen', (_, text, seen) => {
  expect(asSeen(text).text.replaceAll('\u202c', '')).toBe(seen.replaceAll('\u202c', ''))
  expect([...asSeen(text).at].every((i) => i < text.length)).toBe(true)
})
