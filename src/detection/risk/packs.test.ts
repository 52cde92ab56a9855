import { describe, expect, test } from 'vitest'
import { normalise } from '../text/normalise'
import { readPack, readPacks } from './pack'
import { makeScanner, scan } from './scan'

/** A pack of this size or more is a finished one: every rule of it must bring its two sentences. */
const WHOLE = 150
const packs = readPacks('models/risk-phrases')

describe.each(packs.map((pack) => [pack.lang, pack] as const))('the risk phrases of %s', (_, pack) => {
  const scanner = makeScanner(pack)
  const fired = (text: string) => scan(scanner, normalise(text)).map((hit) => hit.id)
  const idOf = (rule: { category: string; id: string }) => `${pack.id}.${rule.category}.${rule.id}`

  test('fire on the sentence that each rule brings for it', () => {
    const silent = pack.rules.filter((rule) => rule.fires !== undefined && !fired(rule.fires).includes(idOf(rule)))
    expect(silent.map(({ id, fires }) => [id, fires])).toEqual([])
  })

  test('are quiet on the sentence that each rule brings for that', () => {
    const loud = pack.rules.filter((rule) => rule.quiet !== undefined && fired(rule.quiet).includes(idOf(rule)))
    expect(loud.map(({ id, quiet }) => [id, quiet])).toEqual([])
  })

  test('bring both sentences with every rule once the pack is whole, each of its own', () => {
    if (pack.rules.length < WHOLE) return expect(pack.rules.length).toBeGreaterThanOrEqual(25)
    expect(pack.rules.filter((rule) => !rule.fires || !rule.quiet).map(({ id }) => id)).toEqual([])
    const sentences = pack.rules.flatMap((rule) => [rule.fires!, rule.quiet!])
    expect(new Set(sentences).size).toBe(sentences.length)
  })
})

test('a pack is read alone as it is read among all, and one that is not there is none', () => {
  expect(packs.map(({ lang }) => readPack('models/risk-phrases', lang))).toEqual(packs)
  expect(readPack('models/risk-phrases', 'tlh')).toBeUndefined()
})
