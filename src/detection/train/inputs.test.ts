import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { INPUTS } from './inputs'
import { messageExamples } from './own-texts'

/** Sets whose source states no licence: they may be measured on, and nothing that ships may come of them. */
const UNLICENSED = /complaints-en|shopping|waimai|hotel|deepsentipers|snappfood|germeval|traffy|citizen|comcast|alexa/
const card = JSON.parse(readFileSync('models/general/card.json', 'utf8')) as { trained_on: { name: string; rows: number; terms: string }[] }

test('the shipped model comes of free sets and texts of our own alone, each with its terms', () => {
  expect(card.trained_on.map(({ name }) => name)).toEqual(INPUTS.map(({ name }) => name))
  expect(INPUTS.map(({ name }) => name)).toEqual([
    'wisesight-th',
    'banking77-en',
    'cfpb-narratives-en',
    'smsa-id',
    'samples/training',
    'samples/messages',
    'models/risk-phrases',
    'models/word-vectors',
  ])
  expect(INPUTS.filter(({ name }) => UNLICENSED.test(name))).toEqual([])
  expect(INPUTS.every(({ terms }) => /CC0|CC BY 4|public data|Apache-2|PDDL/.test(terms))).toBe(true)
})

test('messages that are held back are not among the examples', () => {
  const heldBack = ['en', 'th', 'zh', 'fa'].flatMap((lang) =>
    readFileSync(join('samples/messages/held-back', `${lang}.jsonl`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { text: string }).text),
  )
  const learned = new Set(messageExamples('samples/messages').map(({ text }) => text))
  expect(heldBack.length).toBeGreaterThan(1_000)
  // "ok" may be said twice.
  expect(heldBack.filter((text) => text.length > 12 && learned.has(text))).toEqual([])
})
