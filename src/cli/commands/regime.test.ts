import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { cliDesk } from '../testing/desk'
import { regimeAdd, regimeLint, regimeList, regimeRetire } from './regime'
import { init } from './setup'

const { tell, dir } = cliDesk()
const OURS = `format: redress-regime/2
id: our-own
version: "1"
title: What we promise
jurisdiction: AU
evidence: N
checked: 2026-01-01
calendar: { holidays: AU, weekend: [sat, sun], time_zone: Australia/Sydney }
milestones:
  - { id: call_back, kind: first_response, title: Call back, obligation: target, start: received, due: 2cd, reference: House rule, evidence: N }
`
const fileOf = (name: string, text: string) => {
  const file = path.join(dir, name)
  writeFileSync(file, text)
  return file
}
beforeAll(() => tell((g) => init(g, { company: 'Mill Lane' })), 60_000)

test('a rule book of the firm is looked at, added, listed, and retired, each as one JSON value in snake case', async () => {
  const file = fileOf('ours.yaml', OURS)
  expect(await tell((g) => regimeLint(g, [file]))).toMatchObject({ code: 0, json: { ok: true, files: [{ id: 'our-own', problems: [] }] } })

  const seen = await tell((g) => regimeAdd(g, file, { preview: true }))
  expect(seen).toMatchObject({ code: 0, json: { id: 'our-own', seq: null, open_clocks: 0, moved: 0 } })
  expect(seen.json).toMatchObject({ new_cases: [{ regime: 'our-own', milestone: 'call_back', was: null, would_be: expect.any(String) }] })
  expect((await tell((g) => regimeList(g, { own: true }))).json).toEqual([])

  expect(await tell((g) => regimeAdd(g, file, {}))).toMatchObject({
    code: 0,
    json: { id: 'our-own', version: '1', seq: 1, replaces: null },
  })
  const listed = (await tell((g) => regimeList(g, { own: true }))).json
  expect(listed).toMatchObject([{ kind: 'pack', id: 'our-own', seq: 1, version: '1', withdrawn: false, by: 'cli', problems: [] }])

  expect(await tell((g) => regimeRetire(g, 'our-own', {}))).toMatchObject({ code: 0, json: { id: 'our-own', withdrawn: true } })
  expect((await tell((g) => regimeList(g, { own: true }))).json).toMatchObject([{ withdrawn: false }, { withdrawn: true }])
  for (const answer of [seen.json, listed]) expect(JSON.stringify(answer)).not.toMatch(/"[a-z_]*[A-Z][A-Za-z]*":/)
})

test('the shipped ones say what of them is to be confirmed', async () => {
  const { json, code } = await tell((g) => regimeList(g, {}))
  expect(code).toBe(0)
  expect(json).toContainEqual(expect.objectContaining({ id: 'us-reg-z', to_be_confirmed: ['final'] }))
  expect((await tell((g) => regimeList(g, {}), { json: false })).out).toMatch(/^RULE BOOK +WHERE +VERSION/)
})

test.each<[string, () => ReturnType<typeof tell>, number, RegExp]>([
  [
    'the same version twice',
    () => tell((g) => regimeAdd(g, fileOf('again.yaml', OURS), {})),
    6,
    /again\.yaml, line 1: our-own@1 is kept already/,
  ],
  [
    'a slip',
    () => tell((g) => regimeAdd(g, fileOf('slip.yaml', OURS.replace('due: 2cd', 'due: 2 days')), {})),
    4,
    /slip\.yaml, line 10: .*duration such as 24h/,
  ],
  ['a slip, only looked at', () => tell((g) => regimeLint(g, [fileOf('lint.yaml', OURS.replace('cd', 'xx'))])), 2, /lint\.yaml, line 10/],
  [
    'sources that will be looked at in the future',
    () => tell((g) => regimeAdd(g, fileOf('ahead.yaml', OURS.replace('checked: 2026', 'checked: 2926')), {})),
    4,
    /ahead\.yaml, line 7: checked says .* 2926-01-01 is still to come/,
  ],
  ['what the firm does not have', () => tell((g) => regimeRetire(g, 'nobody', {})), 3, /has no rule book .*nobody/],
  ['a folder', () => tell((g) => regimeLint(g, [dir])), 3, /is a folder; name the files in it/],
  ['a file that is not there', () => tell((g) => regimeAdd(g, path.join(dir, 'gone.yaml'), {})), 3, /There is no file/],
])('%s is refused in a sentence', async (_, run, code, said) => {
  const answer = await run()
  expect(answer).toMatchObject({ code, json: null })
  expect(answer.err).toMatch(said)
})
