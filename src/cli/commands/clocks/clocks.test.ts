import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cliDesk } from '../../testing/desk'
import { regimeLint, regimeList } from '../regime'
import { init } from '../setup'
import { explain } from './explain'
import { list } from './list'
import { simulate } from './simulate'

const { tell, file, dir } = cliDesk()
const CONTRACT = [
  'id',
  'kind',
  'due',
  'due_date',
  'obligation',
  'reference',
  'evidence',
  'waived_by',
  'waiting_for',
  'prompt',
  'target',
  'every',
]

describe('redress clocks', () => {
  test('simulate counts a case that does not exist, with the days of the firm of the directory', async () => {
    await tell((g) => init(g, { company: 'Mill Lane', tz: 'Australia/Melbourne', regime: ['au-asic-rg271'] }))
    const { json, code } = await tell((g) => simulate(g, { regime: 'au-asic-rg271', received: '2026-10-30T10:00', class: 'standard' }))
    expect(code).toBe(0)
    expect(json).toMatchObject({
      regime: 'au-asic-rg271',
      version: '2021-09-02/3',
      class: 'standard',
      received: '2026-10-30T10:00:00+11:00',
      calendar: 'AU-VIC',
      calendar_assumed: false,
    })
    for (const milestone of json.milestones) expect(Object.keys(milestone)).toEqual(expect.arrayContaining(CONTRACT))
    const of = (id: string) => json.milestones.find((m: { id: string }) => m.id === id)
    expect(of('early_close')).toMatchObject({ due: '2026-11-09T23:59:59+11:00', due_date: '2026-11-09', waived_by: [] })
    expect(of('final')).toMatchObject({ due_date: '2026-11-29', waived_by: ['early_close'], waiting_for: null, prompt: false, every: null })
    expect(of('implement')).toMatchObject({ due: null, waiting_for: 'closed', prompt: true, target: '10bd' })
  })
  test('simulate asks nothing of a directory that is not there, and makes none', async () => {
    const nowhere = `${dir}-not-there`
    const { json } = await tell((g) => simulate(g, { regime: 'au-asic-rg271', received: '2026-10-30' }), { dir: nowhere })
    expect(json).toMatchObject({ calendar: 'AU', calendar_assumed: true })
    expect(existsSync(nowhere)).toBe(false)
  })
  test('simulate takes a rule book of one’s own, and says by file and line what is wrong with it', async () => {
    const text = `format: redress-regime/2
id: own
version: "1"
title: Ours
jurisdiction: "*"
evidence: N
checked: 2026-01-01
calendar: { holidays: firm, weekend: of_the_place, by_part: true, time_zone: Asia/Bangkok }
milestones:
  - { id: answer, kind: final_response, title: Answer, obligation: target, start: received, due: 3bd, reference: our word, evidence: N }
`
    const own = file('own.yaml', text)
    const { json } = await tell((g) => simulate(g, { regime: own, received: '2026-03-05', calendar: 'TH' }))
    expect(json.milestones).toMatchObject([{ id: 'answer', due: '2026-03-10T23:59:59+07:00' }])
    const wrong = file('wrong.yaml', text.replace('due: 3bd', 'due: soon'))
    const { code, said } = await tell((g) => simulate(g, { regime: wrong, received: '2026-03-05' }))
    expect(code).toBe(2)
    expect(said.message).toContain('wrong.yaml, line 10: pack.milestones[0].due must be a duration')
    expect((await tell((g) => regimeLint(g, [own]))).json).toMatchObject({ ok: true, files: [{ id: 'own', problems: [] }] })
    expect(await tell((g) => regimeLint(g, [own, wrong]))).toMatchObject({
      code: 2,
      said: { message: expect.stringMatching(/^wrong\.yaml, line 10: /) },
    })
    const { json: known } = await tell((g) => regimeList(g, {}))
    expect(known.find(({ id }: { id: string }) => id === 'th-bank-sla').to_be_confirmed).toEqual(['outcome_or_progress'])
  })
  test('simulate refuses in a sentence', async () => {
    const { code, said } = await tell((g) => simulate(g, { regime: 'nonsense', received: '2026-03-05' }))
    expect([code, said.message]).toEqual([2, expect.stringContaining('"nonsense" is not a rule book here.')])
  })
  test('list is empty where nothing is due, refuses what is no time, and explain knows no case that is not there', async () => {
    expect(await tell((g) => list(g, { due: '6w', limit: '10' }))).toMatchObject({ code: 0, json: [] })
    expect((await tell((g) => list(g, { due: 'soon', limit: '10' }))).said.message).toContain('"soon" is not a time such as 30m')
    for (const limit of ['banana', '0', '10001', '', '2.5'])
      expect((await tell((g) => list(g, { limit }))).said.message).toBe(`--limit: "${limit}" must be a whole number from 1 to 10000.`)
    expect(await tell((g) => explain(g, 'C-999', {}))).toMatchObject({
      code: 3,
      said: { message: expect.stringContaining('There is no case "C-999"') },
    })
  })
})
