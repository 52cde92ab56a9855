import { describe, expect, test } from 'vitest'
import type { Directory } from '../../actions/needs'
import { asOwner } from '../../store/db'
import { putNotifier } from '../../store/notifiers'
import { tenantFor, withStore } from '../open'
import { cliDesk } from '../testing/desk'
import { doctor } from './doctor'
import { type Finding, shown } from './doctor/finding'
import { backlogFinding, escalation } from './doctor/firms'
import { driftFinding, nodeVersion, roomFinding } from './doctor/machine'
import { importFiles } from './import'
import { init, userAdd } from './setup'

const { tell, dir, file } = cliDesk()
const look = <T>(work: Parameters<typeof withStore<T>>[1]) => withStore<T>({ dir }, work)
const of = (checks: Finding[], name: string) => checks.find((c) => c.check.startsWith(name))
/** The console may not be built where these tests run. */
const apartFromTheConsole = (checks: Finding[]) => checks.filter((c) => c.check !== 'console')

test('a firm with people on every level is well but for its missing ways out', async () => {
  await tell((g) => init(g, { company: 'Mill Lane' }))
  await tell((g) => userAdd(g, 'Ana', { role: 'lead' }))
  await tell((g) => userAdd(g, 'Mo', { role: 'manager' }))
  const { json } = await tell((g) => doctor(g))
  expect(apartFromTheConsole(json.checks).filter((c: Finding) => c.state !== 'ok')).toMatchObject([
    { check: 'ways out of Mill Lane', state: 'warning', do: expect.stringContaining('redress notifier add') },
  ])
  expect(json.checks.map((c: Finding) => c.check)).toEqual(
    expect.arrayContaining(['node', 'disk', 'durability', 'search', 'schema', 'clock drift', 'clocks', 'audit of Mill Lane']),
  )
})

describe('what is wrong is named with what was tried and what to do, and the exit code is 8', () => {
  test('a way out that does not answer', async () => {
    await look(async (opened) => {
      const { id } = await tenantFor(opened, undefined)
      const gone = { name: 'gone', kind: 'slack' as const, url: 'http://127.0.0.1:1/hook', secret: null, options: { allowPrivate: true } }
      await putNotifier(opened.db, id, gone, Date.now())
    })
    const { code, json } = await tell((g) => doctor(g))
    expect(code).toBe(8)
    expect(of(json.checks, 'gone')).toMatchObject({
      state: 'problem',
      tried: 'slack at 127.0.0.1:1',
      got: 'connection_refused',
      do: expect.any(String),
    })
    await look(({ db }) => asOwner(db, 'delete from notifier'))
  })

  test('an audit that somebody changed', async () => {
    const path = file('one.jsonl', '{"id":"1","text":"Nobody answers me, I want my money back","date":"2026-11-02T10:00:00Z"}\n')
    await tell((g) => importFiles(g, [path], {}))
    await look(({ db }) => asOwner(db, `update audit set actor = 'somebody' where seq = 1`))
    const { code, json } = await tell((g) => doctor(g))
    expect(code).toBe(8)
    expect(of(json.checks, 'audit')).toMatchObject({ state: 'problem', detail: 'broken at row 1' })
    await look(({ db }) => asOwner(db, `update audit set actor = 'engine' where seq = 1`))
    expect(of((await tell((g) => doctor(g))).json.checks, 'audit')).toMatchObject({ state: 'ok' })
  })

  test('clocks of other time zone data that would be counted otherwise; none is moved', async () => {
    const before = await look(async ({ db }) => {
      await asOwner(
        db,
        `update clock set tz_version = '1999z', state = 'running', due_at = due_at + interval '1 hour' where milestone = 'final'`,
      )
      return asOwner(db, 'select * from clock order by id')
    })
    const { json } = await tell((g) => doctor(g))
    expect(of(json.checks, 'clocks')).toMatchObject({ state: 'warning', likely: expect.stringContaining('Time zone data 1999z became') })
    expect(await look(({ db }) => asOwner(db, 'select * from clock order by id'))).toEqual(before)
  })
})

test.each([
  [nodeVersion('18.20.0'), 'problem'],
  [nodeVersion('20.19.0'), 'ok'],
  [nodeVersion('24.0.1'), 'ok'],
  [roomFinding(100, '/data', 200), 'problem'],
  [roomFinding(500, '/data', 200), 'warning'],
  [roomFinding(50_000, '/data', 200), 'ok'],
  [driftFinding(-3_000), 'problem'],
  [driftFinding(40), 'ok'],
  [backlogFinding('X', 3, 70_000, true), 'problem'],
  [backlogFinding('X', 3, 70_000, false), 'warning'],
  [backlogFinding('X', 3, 1_000, true), 'ok'],
])('%o', (finding, state) => {
  expect(finding.state).toBe(state)
})

describe('ladders', () => {
  const tenant = { name: 'X' } as Directory['tenant']
  const policies = [{ id: 'p', levels: [{ tell: ['expert'] }, { tell: ['manager'] }] }] as unknown as Directory['policies']
  const person = (role: string, tier: number, available = true) => ({ role, tier, available }) as Directory['people'][number]
  test.each([
    ['nobody at all', [], 'problem'],
    ['only an auditor', [person('auditor', 3)], 'problem'],
    ['everybody away', [person('manager', 3, false)], 'problem'],
    ['no manager', [person('lead', 3)], 'warning'],
    ['all there', [person('manager', 2), person('approver', 3)], 'ok'],
  ])('%s', (_, people, state) => {
    expect(escalation({ tenant, people, policies }).state).toBe(state)
  })
})

test('on a terminal the well come first and each trouble says what to do', () => {
  const text = shown([
    { check: 'disk', state: 'problem', detail: '1 MB', tried: 'a', got: 'b', likely: 'c', do: 'd' },
    { check: 'node', state: 'ok', detail: '22' },
  ])
  expect(text.split('\n')).toEqual([
    '✓ node  22',
    '✗ disk  1 MB',
    '    tried   a',
    '    got     b',
    '    likely  c',
    '    do      d',
    '1 problem, 0 warnings',
  ])
})
