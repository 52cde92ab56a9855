import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { freshDatabase } from '../../../test/support/database'
import { close, connect, type Db } from '../db'
import { newId } from '../ids'
import { storeIncoming } from '../inbox'
import { writeTenant } from '../tenant-tx'
import { createTenant } from '../tenants'
import { loadBackup } from './load'
import { takeBackup } from './take'

const dir = mkdtempSync(join(tmpdir(), 'redress-backup-'))
const opened: Db[] = []
afterAll(async () => {
  for (const db of opened) await close(db)
  rmSync(dir, { recursive: true, force: true })
})
const at = '2026-03-02T10:00:00.123Z'
const NOW = Date.parse(at)
const open = async (url: string) => {
  const db = await connect(url, 3)
  opened.push(db)
  return db
}
const settings = { language: 'en', timeZone: 'Asia/Bangkok', calendar: 'TH', regimes: ['house'], demo: false }

/** Two firms, with everything in their texts that a text can hold, binary attachments, and an audit of some length. */
async function filled(db: Db) {
  for (const name of ['Mill Lane', 'ร้านดอกบัว']) {
    const { id } = await createTenant(db, name, settings, NOW)
    const texts = ['plain', 'พัสดุยังไม่มา', '投诉 "quoted" \\ back', 'سلام\tta\nb', '😀 {"a":[1]} \u2028 null', ' ', 'x'.repeat(300_000)]
    const batch = texts.map((text, i) => ({
      id: newId(NOW),
      origin: 'live' as const,
      demo: false,
      raw: { mediaType: 'application/json', bytes: randomBytes(70) },
      message: {
        channel: 'email',
        externalId: `m${i}`,
        text,
        sentAt: NOW - 0.5,
        receivedAt: NOW,
        public: false,
        lang: null,
        inReplyTo: null,
        product: null,
        order: null,
        contact: { name: null, handles: [], language: null, followers: null, verified: false, bio: null },
        attachments: [{ name: 'a\\b,"c".bin', mediaType: 'x/y', bytes: randomBytes(5_000) }],
        meta: { deep: [{ '🙂': '\\u0000 is text here' }] },
      },
    }))
    await storeIncoming(db, id, batch)
    for (let i = 0; i < 30; i++)
      await writeTenant(db, id, (tx) =>
        tx.commit({ audit: [{ at: NOW + i, actor: 'engine', action: 'tested', subject: `${i}`, data: { i, text: texts[i % 5] } }] }),
      )
  }
}
const dump = async (db: Db) => {
  const tables = ['tenant', 'tenant_head', 'message', 'message_raw', 'attachment', 'pending', 'audit']
  const all = await Promise.all(
    tables.map((t) => db.pool.query(`select md5(string_agg(t::text, '|' order by t::text)) as sum, count(*)::int as n from ${t} t`)),
  )
  return Object.fromEntries(tables.map((t, i) => [t, all[i]!.rows[0]]))
}

test('a restored database is the same to the last bit, while others write on', async () => {
  const db = await open((await freshDatabase()).url)
  await filled(db)
  const before = await dump(db)
  const file = join(dir, 'one')
  let interrupted = false
  const taken = await takeBackup(db, file, {
    version: '1',
    at,
    progress: () => {
      if (interrupted) return
      interrupted = true
      void createTenant(db, 'Too late', settings, NOW)
    },
  })
  const copy = (await freshDatabase()).url
  const loaded = await loadBackup(copy, file)
  expect(loaded).toMatchObject({ tables: taken.tables, rows: taken.rows, tenants: 2, auditRows: 60, header: { version: '1', at } })
  expect(await dump(await open(copy))).toEqual(before)
})

test('an audit that was broken before the backup is not called verified', async () => {
  const db = await open((await freshDatabase()).url)
  await filled(db)
  await db.pool.query(`update audit set action = 'changed' where seq = 7`)
  const file = join(dir, 'broken')
  await takeBackup(db, file, { version: '1', at, progress: () => undefined })
  await expect(loadBackup((await freshDatabase()).url, file)).rejects.toThrow('row 7 does not follow from row 6')
})

test('an owner who is no superuser backs up every firm too, past the wall between them', async () => {
  const { url, name } = await freshDatabase()
  const db = await open(url)
  await filled(db)
  const role = `owner_${randomBytes(4).toString('hex')}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const password = randomBytes(12).toString('hex')
  await admin.query(`create role ${role} login password '${password}'; grant all on schema public to ${role}`)
  const { rows } = await admin.query(
    `select format('alter table %I owner to ${role}', relname) as sql from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  for (const { sql } of rows) await admin.query(sql)
  await admin.end()

  const plain = await open(Object.assign(new URL(inject('adminUrl')), { pathname: `/${name}`, username: role, password }).href)
  const file = join(dir, 'plain')
  await takeBackup(plain, file, { version: '1', at, progress: () => undefined })
  const copy = (await freshDatabase()).url
  await loadBackup(copy, file)
  expect(await dump(await open(copy))).toEqual(await dump(db))
})
