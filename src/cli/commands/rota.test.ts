import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { cliDesk } from '../testing/desk'
import { list as alerts, drill } from './alert'
import { address, away, list, override, put } from './rota'
import { init, userAdd } from './setup'

const { tell } = cliDesk()
const folder = mkdtempSync(join(tmpdir(), 'redress-rota-'))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const good = () => file('night.yaml', 'title: Nights\nlayers:\n  - { people: [Ann, Ben], every: week, at: "09:00", starts: 2026-01-05 }\n')
beforeAll(async () => {
  await tell((g) => init(g, { company: 'Mill Lane' }))
  for (const name of ['Ann', 'Ben']) await tell((g) => userAdd(g, name, { role: 'agent', email: `${name}@mill.example` }))
})

const during = { from: '2020-01-01T00:00Z', to: '2099-01-01T00:00Z' }

describe('a rota from the command line', () => {
  test('is made from a file, each change a version, and says who is on call', async () => {
    expect(await tell((g) => put(g, 'night', { file: good() }))).toMatchObject({
      code: 0,
      json: { id: 'night', version: 1, on_call: expect.stringMatching(/Ann|Ben/) },
    })
    expect(await tell((g) => put(g, 'night', { file: good() }))).toMatchObject({ json: { version: 2 } })
    expect((await tell((g) => list(g, {}))).json).toMatchObject([{ id: 'night', next_gap: null }])
  })

  test('gives way to an override and to an absence', async () => {
    expect(await tell((g) => override(g, 'night', { ...during, person: 'Ben' }))).toMatchObject({ code: 0, json: { person: 'Ben' } })
    expect((await tell((g) => list(g, {}))).json).toMatchObject([{ on_call: 'Ben' }])
    expect(await tell((g) => away(g, 'Ben', { ...during, cover: 'Ann' }))).toMatchObject({ code: 0, json: { cover: 'Ann' } })
    expect((await tell((g) => list(g, {}))).json).toMatchObject([{ on_call: 'Ann' }])
  })

  test.each([
    [
      'a stranger',
      (g: Parameters<typeof list>[0]) => put(g, 'night', { file: file('bad.yaml', 'title: N\nlayers: [{ people: [Zed] }]') }),
      4,
      /^bad\.yaml, line 2: rota\.layers\[0\]\.people names "Zed", who is not on the staff/,
    ],
    [
      'days by name',
      (g: Parameters<typeof list>[0]) =>
        put(g, 'night', { file: file('days.yaml', 'title: N\nlayers:\n  - people: [Ann]\n    days: [mon, 2]\n') }),
      4,
      /^days\.yaml, line 4: rota\.layers\[0\]\.days may hold 1 \(Monday\) to 7 \(Sunday\), but it is \["mon",2\]\./,
    ],
    [
      'layers that are none',
      (g: Parameters<typeof list>[0]) => put(g, 'night', { file: file('text.yaml', 'title: N\nlayers: many\n') }),
      4,
      /^text\.yaml, line 2: rota\.layers must be a list, but it is "many"\./,
    ],
    [
      'no YAML',
      (g: Parameters<typeof list>[0]) => put(g, 'night', { file: file('tab.yaml', 'title: N\n\tlayers: []') }),
      4,
      /tab\.yaml, line 2: /,
    ],
    ['a file that is not there', (g: Parameters<typeof list>[0]) => put(g, 'night', { file: 'gone.yaml' }), 3, /There is no file gone/],
    ['no such rota', (g: Parameters<typeof list>[0]) => override(g, 'day', during), 3, /There is no rota "day"/],
    ['a time that is none', (g: Parameters<typeof list>[0]) => away(g, 'Ann', { from: 'soon', to: 'later' }), 2, /write them like/],
    [
      'a way of being told that is none',
      (g: Parameters<typeof list>[0]) => address(g, 'Ann', 'pigeon', 'x', {}),
      2,
      /"pigeon" is not one of phone/,
    ],
    ['a drill without a server', (g: Parameters<typeof list>[0]) => drill(g, { wait: '1m' }), 7, /needs the running server/],
  ] as const)('%s is said in a sentence', async (_what, work, code, words) => {
    const answer = await tell(work)
    expect(answer.code).toBe(code)
    expect(String(answer.said.message)).toMatch(words)
  })

  test('a telephone is kept, and no alert is open', async () => {
    expect(await tell((g) => address(g, 'Ann', 'phone', '+66812345678', {}))).toMatchObject({ code: 0, json: { kind: 'phone' } })
    expect((await tell((g) => alerts(g, {}))).json).toEqual([])
  })
})
