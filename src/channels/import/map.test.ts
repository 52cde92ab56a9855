import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readMap } from './map'

test.each<[string, object]>([
  [
    '{"fields":{"text":"Body"},"channel":{"Customer Care Call":"phone"},"zone":"Asia/Bangkok"}',
    { fields: { text: 'Body' }, channel: { 'Customer Care Call': 'phone' }, zone: 'Asia/Bangkok' },
  ],
  ['channel.fb2=facebook', { fields: {}, channel: { fb2: 'facebook' } }],
  ['channel.Care Call=phone,fields.id=Ticket ID,zone=UTC', { fields: { id: 'Ticket ID' }, channel: { 'Care Call': 'phone' }, zone: 'UTC' }],
])('%s', async (given, map) => {
  expect(await readMap(given)).toEqual(map)
})

test.each<[string, RegExp]>([
  ['{"fields"', /is not JSON/],
  ['{"fields":{"txt":"Body"}}', /fields.*text, subject, id/],
  ['{"zone":"Mars/Base"}', /Asia\/Bangkok/],
  ['{"channel":{"a":"Big Name"}}', /channel\.a.*small letters/],
  ['channel.fb2', /is no pair/],
  ['/nowhere/map.json', /could not be read \(ENOENT\)/],
])('%s is refused with what to write', async (given, message) => {
  await expect(readMap(given)).rejects.toThrow(message)
})

test('a map may stand in a file', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'redress-map-'))
  writeFileSync(join(dir, 'map.json'), '\ufeff{"zone":"Asia/Tehran"}')
  expect(await readMap(join(dir, 'map.json'))).toEqual({ zone: 'Asia/Tehran' })
  rmSync(dir, { recursive: true })
})
