import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { root } from '../../../test/support/source'
import { build } from '../../main'
import { cliDesk } from '../testing/desk'
import { importFiles } from './import'
import { add, goLive, list, remove, trial } from './rules'
import { init } from './setup'

const { tell, dir, url } = cliDesk()
const SAID = ['The cream of batch 7 burns my face', 'Is batch 7 sold in Leeds?', 'Thank you, lovely shop', 'When do you open?']
beforeAll(async () => {
  await tell((g) => init(g, { company: 'Mill Lane' }))
  const file = path.join(dir, 'said.jsonl')
  writeFileSync(
    file,
    SAID.map((text, i) => JSON.stringify({ text, channel: 'email', external_id: `m${i}`, sent_at: '2026-03-01T10:00:00Z' })).join('\n'),
  )
  await tell((g) => importFiles(g, [file], {}))
  const config = { pollMs: 1_000, undoMs: 0, minFreeMb: 0, url: null }
  const redress = await build({ url: url(), root, config, dataDir: null, testClock: false, version: 'test', log: () => undefined })
  await redress.engine.sweep(Date.now() + 60_000)
  await redress.stop()
})

test('a rule is tried, kept as a draft, put in force, listed and removed', async () => {
  const when = 'said("batch 7")'
  const tried = await tell((g) => trial(g, 'rule', undefined, { when, floor: 'B' }))
  expect(tried).toMatchObject({ code: 0, json: { tested: 4, fired: 2 } })
  expect((await tell((g) => trial(g, 'rule', undefined, { when }), { json: false })).out).toContain('fired on 2 of the last 4 messages')
  expect(await tell((g) => add(g, 'rule', 'batch', { when, floor: 'B' }))).toMatchObject({ code: 0, json: { version: 1, state: 'draft' } })
  expect(await tell((g) => goLive(g, 'rule', 'batch', {}))).toMatchObject({ code: 0, json: { version: 2, state: 'live' } })
  expect((await tell((g) => list(g, 'rule', {}))).json).toMatchObject([{ name: 'batch', state: 'live', broken: null }])
  expect((await tell((g) => list(g, 'phrase', {}))).json).toEqual([])
  expect(await tell((g) => remove(g, 'rule', 'batch', {}))).toMatchObject({ code: 0, json: { state: 'removed' } })
  expect((await tell((g) => list(g, 'rule', {}))).json).toEqual([])
})

test('phrases come from the line or from a file', async () => {
  const file = path.join(dir, 'phrases.txt')
  writeFileSync(file, 'burns my face\n\nsmells sour\n')
  const added = await tell((g) => add(g, 'phrase', 'cream', { category: 'health', file, phrase: ['itches'], live: true }))
  expect(added).toMatchObject({
    code: 0,
    json: { state: 'live', body: { phrases: ['itches', 'burns my face', 'smells sour'] }, trial: { fired: 1 } },
  })
})

test.each([
  ['a rule without a condition', () => tell((g) => add(g, 'rule', 'x', {})), 2],
  ['a severity that is none', () => tell((g) => add(g, 'rule', 'x', { when: 'true', floor: 'Q' })), 2],
  ['a pattern that could take minutes', () => tell((g) => add(g, 'rule', 'x', { when: 'like("(a)\\\\1")' })), 4],
  ['a category that is none', () => tell((g) => add(g, 'phrase', 'x', { category: 'nope', phrase: ['y'] })), 2],
  ['no phrase', () => tell((g) => add(g, 'phrase', 'x', { category: 'health' })), 2],
  ['a name that nobody has', () => tell((g) => remove(g, 'rule', 'nobody', {})), 3],
])('%s is refused', async (_, run, code) => expect(await run()).toMatchObject({ code, json: null }))
