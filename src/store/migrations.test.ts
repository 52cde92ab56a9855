import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, expect, inject, it } from 'vitest'
import { migrate } from './migrations'

const PROGRAM = fileURLToPath(new URL('../../test/support/migrate-program.ts', import.meta.url))
const run = promisify(execFile)
const made: string[] = []

async function emptyDatabase() {
  const name = `m_${randomBytes(6).toString('hex')}`
  await asAdmin((client) => client.query(`create database ${name}`))
  made.push(name)
  return Object.assign(new URL(inject('adminUrl')), { pathname: `/${name}` }).href
}
async function asAdmin<T>(work: (client: pg.Client) => Promise<T>, url = inject('adminUrl')): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}
afterAll(async () => {
  for (const name of made) await asAdmin((client) => client.query(`drop database ${name} with (force)`))
})

const tablesOf = (url: string) =>
  asAdmin(async (client) => {
    const { rows } = await client.query(`select count(*)::int as n from information_schema.tables where table_schema = 'public'`)
    return rows[0].n as number
  }, url)

it('four processes that start at once all find the newest tables, and one of them made them', async () => {
  const url = await emptyDatabase()
  const said = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const { stdout } = await run(process.execPath, ['--import', 'tsx', PROGRAM, url])
      return (JSON.parse(stdout) as { applied: string[] }).applied
    }),
  )
  const whole = said.find((applied) => applied.length > 0)!
  expect(whole[0]).toBe('0001-foundations')
  expect(said.filter((applied) => applied.length > 0)).toHaveLength(1)
  expect(await tablesOf(url)).toBeGreaterThan(20)
})

it('a second time changes nothing, and two firms of one server share the role', async () => {
  const [one, two] = [await emptyDatabase(), await emptyDatabase()]
  expect((await migrate(one)).applied).not.toEqual([])
  expect((await migrate(two)).applied).not.toEqual([])
  const before = await tablesOf(one)
  expect(await migrate(one)).toEqual({ applied: [] })
  expect(await tablesOf(one)).toBe(before)
})

it('a migration that breaks off half-way leaves nothing, and the next start does it whole', async () => {
  const url = await emptyDatabase()
  await asAdmin((client) => client.query('create table notice (id int)'), url)
  await expect(migrate(url)).rejects.toThrow(/notice/)
  expect(
    await asAdmin(async (client) => (await client.query(`select to_regclass('message') as t, to_regclass('cases') as c`)).rows, url),
  ).toEqual([{ t: null, c: null }])
  await asAdmin((client) => client.query('drop table notice'), url)
  expect((await migrate(url)).applied).toContain('0001-foundations')
})
