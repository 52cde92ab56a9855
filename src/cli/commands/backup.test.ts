import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { openFolder } from '../../../test/support/launcher'
import { listTenants } from '../../store/tenants'
import { withStore } from '../open'
import { cliDesk } from '../testing/desk'
import { backup, restore } from './backup'
import { importFiles } from './import'
import { init } from './setup'

const { tell, file } = cliDesk()
const out = openFolder()
afterAll(() => rmSync(out, { recursive: true, force: true }))
const archive = `${out}/monday.redress`

describe('a backup', () => {
  test('is verified before it gets its name, and only its owner may read it', async () => {
    await tell((g) => init(g, { company: 'Mill Lane' }))
    await tell((g) =>
      importFiles(g, [file('one.jsonl', '{"id":"1","text":"Nobody answers me, I want my money back","date":"2026-03-02"}\n')], {}),
    )
    const { code, json } = await tell((g) => backup(g, { to: archive }))
    expect(code).toBe(0)
    expect(json).toMatchObject({
      file: archive,
      verified: true,
      tenants: 1,
      bytes: statSync(archive).size,
      at: expect.any(String),
      write_s: expect.any(Number),
    })
    expect(json.rows).toBeGreaterThan(10)
    expect(statSync(archive).mode & 0o777).toBe(0o600)
    expect(readdirSync(out)).toEqual(['monday.redress'])
  })

  test('never replaces a file', async () => {
    expect(await tell((g) => backup(g, { to: archive }))).toMatchObject({ code: 6, json: null })
  })

  test('becomes a directory that can be served', async () => {
    const { code, json } = await tell((g) => restore(g, archive), { dir: `${out}/new` })
    expect(code).toBe(0)
    expect(json).toMatchObject({ dir: `${out}/new`, verified: true, tenants: 1 })
    expect(await withStore({ dir: `${out}/new` }, async ({ db }) => (await listTenants(db)).map((t) => t.name))).toEqual(['Mill Lane'])
    expect(await tell((g) => restore(g, archive), { dir: `${out}/new` })).toMatchObject({ code: 6, json: null })
  })

  test('that was altered or cut off is refused, with the place, and leaves nothing behind', async () => {
    const bytes = readFileSync(archive)
    const altered = Buffer.from(bytes)
    altered[bytes.length >> 1]! ^= 1
    for (const bad of [altered, bytes.subarray(0, bytes.length - 200), Buffer.from('hello')]) {
      const told = await tell((g) => restore(g, file('bad.redress', bad)), { dir: `${out}/other` })
      expect(told).toMatchObject({ code: 4, json: null })
      expect(told.said.message).toMatch(/line|table/)
    }
    expect(readdirSync(out).sort()).toEqual(['monday.redress', 'new'])
  })

  test('to where there is no folder fails and leaves nothing', async () => {
    const { code, err } = await tell((g) => backup(g, { to: `${out}/no/where` }))
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining(`There is no folder ${out}/no.`) })
    expect(existsSync(`${out}/no`)).toBe(false)
  })
})
