import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { inTenant } from '../../store/db'
import { writeServerRecord } from '../../store/embedded/directory'
import { readsOf } from '../../store/reads'
import { tenantFor, withStore } from '../open'
import { cliDesk } from '../testing/desk'
import { importFiles } from './import'

const { tell, file, dir } = cliDesk()
const look = <T>(work: Parameters<typeof withStore<T>>[1]) => withStore<T>({ dir }, work)
const rows = (n: number, name: string) =>
  Array.from({ length: n }, (_, i) =>
    JSON.stringify({
      id: `${name}-${i}`,
      text: `${name}: my parcel ${i} never came and I want my money back`,
      date: '2026-03-02T10:00:00+07:00',
    }),
  )

const mail = (id: string, text: string) =>
  `From: Ana <ana@example.org>\r\nTo: care@example.org\r\nSubject: Late\r\nMessage-ID: <${id}@example.org>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0700\r\n\r\n${text}\r\n`

const FILES: [name: string, content: string | Uint8Array, read: number, lineOfTheBroken: number | null][] = [
  ['lines.jsonl', `${[...rows(2, 'a'), '{"text":', ...rows(1, 'b')].join('\n')}\n`, 4, 3],
  ['packed.jsonl.gz', gzipSync(`${rows(3, 'c').join('\n')}\nnot json\n`), 4, 4],
  ['table.csv', 'id,text,date\nd1,"It broke, again",2026-03-02\nd2,,2026-03-02\nd3,Where is my order?,2026-03-03\n', 3, 3],
  [
    'box.mbox',
    `From ana@example.org Mon Mar  2 10:00:00 2026\n${mail('m1', 'The cream burns my face.')}\nFrom ana@example.org Mon Mar  2 11:00:00 2026\n${mail('m2', 'Still no answer from you.')}\n`,
    2,
    null,
  ],
  ['one.eml', mail('m3', 'Please call me back.'), 1, null],
]

describe.each(FILES)('%s', (name, content, read, broken) => {
  test('its counts add up, a broken line is named by its number, and a second run finds everything there', async () => {
    const path = file(name, content)
    const rejected = broken === null ? 0 : 1
    const first = await tell((g) => importFiles(g, [path], {}))
    expect(first).toMatchObject({
      code: rejected ? 4 : 0,
      json: { read, accepted: read - rejected, duplicate: 0, quarantined: 0, rejected },
    })
    expect(first.json.problems.map((p: { file: string; line: number }) => [p.file, p.line])).toEqual(
      broken === null ? [] : [[path, broken]],
    )
    const second = await tell((g) => importFiles(g, [path], {}))
    expect(second.json).toMatchObject({ read, accepted: 0, duplicate: read - rejected, rejected })
  })
})

test('what was imported is understood, marked, and wakes nobody', async () => {
  const path = file(
    'severe.jsonl',
    `${JSON.stringify({ id: 's1', text: 'Your power bank caught fire and burned my hand. I am in hospital.', date: '2026-03-02T10:00:00Z' })}\n`,
  )
  await tell((g) => importFiles(g, [path], {}))
  const found = await look(async (opened) => {
    const tenant = await tenantFor(opened, undefined)
    const { rows: cases } = await readsOf(opened.db).cases(tenant.id, {
      states: [],
      severities: [],
      kinds: [],
      owner: null,
      team: null,
      contact: null,
      tier: null,
      q: 'power bank',
      sort: 'received_at',
      limit: 5,
      after: null,
    })
    const [due] = await inTenant(opened.db, tenant.id, (query) =>
      query<{ clocks: number; notices: number }>(
        'select (select count(*) from clock where tenant_id = $1 and wake_at is not null) as clocks, (select count(*) from notice where tenant_id = $1) as notices',
        [tenant.id],
      ),
    )
    return { cases, due }
  })
  expect(found.cases).toMatchObject([{ imported: true, severity: 'A', receivedAt: Date.parse('2026-03-02T10:00:00Z') }])
  expect(found.due).toEqual({ clocks: 0, notices: 0 })
})

test('other words under a known id are kept aside, not lost and not doubled', async () => {
  const path = file('again.jsonl', `${JSON.stringify({ id: 'a-0', text: 'quite another text' })}\n`)
  expect((await tell((g) => importFiles(g, [path], {}))).json).toMatchObject({
    read: 1,
    accepted: 0,
    duplicate: 0,
    quarantined: 1,
    rejected: 0,
  })
})

test('a map says which column is which', async () => {
  const path = file('odd.csv', 'nr,kunde,nachricht\n77,Bo,Never again\n')
  const map = file('map.json', JSON.stringify({ fields: { id: 'nr', text: 'nachricht' } }))
  const mapped = await tell((g) => importFiles(g, [path], { map }))
  expect(mapped.json).toMatchObject({ read: 1, accepted: 1 })
  expect((await tell((g) => importFiles(g, [path], { map: file('bad.json', '[') }))).code).toBe(2)
})

test('a dry run counts and writes nothing', async () => {
  const path = file('dry.jsonl', `${rows(2, 'dry').join('\n')}\n`)
  expect((await tell((g) => importFiles(g, [path], { dryRun: true }))).json).toMatchObject({ read: 2, accepted: 2 })
  expect((await tell((g) => importFiles(g, [path], {}))).json).toMatchObject({ accepted: 2, duplicate: 0 })
})

test('a dry run foresees what the run then does, over all its files', async () => {
  const row = (id: string | null, text: string) => JSON.stringify({ ...(id ? { id } : {}), text })
  await tell((g) => importFiles(g, [file('before.jsonl', `${row('fore-1', 'known')}\n`)], {}))
  const lines = [row('fore-1', 'known'), row('fore-1', 'other words'), row('fore-2', 'new'), row(null, 'no id'), row(null, 'no id')]
  const paths = [file('fore.jsonl', `${lines.join('\n')}\n`), file('again.jsonl', `${lines.join('\n')}\n`)]
  const dry = await tell((g) => importFiles(g, paths, { dryRun: true }))
  expect(dry.json).toMatchObject({ read: 10, accepted: 2, duplicate: 7, quarantined: 1, rejected: 0 })
  expect((await tell((g) => importFiles(g, paths, {}))).json).toEqual(dry.json)
  expect((await tell((g) => importFiles(g, paths, { dryRun: true }))).json).toMatchObject({ accepted: 0, duplicate: 10, quarantined: 0 })
})

test('a file that is not there is a problem like any other, and the rest is read', async () => {
  const there = file('there.jsonl', `${rows(1, 'there').join('\n')}\n`)
  const told = await tell((g) => importFiles(g, [`${dir}/nowhere.jsonl`, there], {}))
  expect(told).toMatchObject({ code: 4, json: { read: 2, accepted: 1, rejected: 1, problems: [{ code: 'file_missing' }] } })
})

test('says whose desk took the rows, and beside a running demo how they would have gone there', async () => {
  const demo = join(dir, 'demo')
  mkdirSync(demo)
  writeServerRecord({ pid: process.pid, url: 'http://127.0.0.1:4999', dir: demo, startedAt: '2026-03-02T10:00:00Z' })
  vi.stubEnv('REDRESS_DIR', dir)
  const path = file('beside.jsonl', `${rows(1, 'beside').join('\n')}\n`)
  const { out, err } = await tell(() => importFiles({ json: false }, [path], {}), { json: false })
  vi.unstubAllEnvs()
  expect(out).toContain(`Read 1: 1 accepted, 0 duplicate, 0 quarantined, 0 rejected (My company, ${dir})`)
  expect(err).toContain(`--dir ${demo}`)
})
