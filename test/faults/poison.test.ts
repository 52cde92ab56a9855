import { expect, test } from 'vitest'
import { SAYS } from '../cast'
import { aDesk } from './support/desk'
import { message } from './support/firm'

type Found = { external_id: string; state: string; reason: string }
const FOUND = `select external_id, state, reason from finding join message on id = message_id order by external_id`

test('one message that cannot be filed holds up nobody: it rests, is tried three times, and then goes before a person', async () => {
  const desk = await aDesk()
  const { machine, clock } = desk
  const detect = machine.needs.detect
  let tries = 0
  machine.needs.noticeText = (
    (text) =>
    (...given: Parameters<typeof text>) => {
      const poisoned = JSON.stringify(given).includes('poison')
      if (poisoned) tries++
      if (poisoned && given[0] !== 'quarantine') throw new TypeError('a mistake of ours')
      return text(...given)
    }
  )(machine.needs.noticeText)
  const said = [...Array(40).keys()].map((n) =>
    message(`m${String(n).padStart(2, '0')}`, n === 17 ? `${SAYS.complaint} poison` : SAYS.complaint, clock.now),
  )
  await Promise.all(said.map((m) => machine.receive(m)))
  await desk.settle()
  const first = await desk.ask<Found>(FOUND)
  for (let n = 0; n < 6; n++) await desk.pass(6_000)
  const last = await desk.ask<Found>(FOUND)

  expect(detect).toBe(machine.needs.detect)
  expect(first.filter((f) => f.state === 'processed')).toHaveLength(39)
  expect(last).toHaveLength(40)
  expect(last.find((f) => f.external_id === 'm17')).toMatchObject({
    state: 'quarantined',
    reason: expect.stringContaining('could not be filed'),
  })
  expect(await desk.ask(`select 1 from notice where kind = 'quarantine'`)).toHaveLength(1)
  expect(await desk.ask('select 1 from pending')).toEqual([])
  expect(tries).toBeLessThan(40)
})

test('a detector that fails on one message sets that one aside and reads the others', async () => {
  const desk = await aDesk()
  const { machine } = desk
  const { detect } = machine.needs
  machine.needs.detect = (text, hints) => {
    if (text.includes('poison')) throw new RangeError('too deep')
    return detect(text, hints)
  }
  await machine.receive(message('good', SAYS.complaint, desk.clock.now))
  await machine.receive(message('bad', 'poison', desk.clock.now))
  for (let n = 0; n < 6; n++) await desk.pass(6_000)
  const found = await desk.ask<Found>(FOUND)

  expect(found.map((f) => `${f.external_id} ${f.state}`)).toEqual(['bad quarantined', 'good processed'])
})

test('a store that is away or full blames no message', async () => {
  const desk = await aDesk()
  const { machine, fates } = desk
  let full = true
  fates.of = (statement) => (full && statement.includes('delete from pending') ? 'lost before' : 'pass')
  await machine.receive(message('m1', SAYS.complaint, desk.clock.now))
  for (let n = 0; n < 6; n++) {
    desk.clock.now += 6_000
    await machine.engine.round()
  }
  full = false
  await desk.pass(6_000)

  expect(desk.trouble.length).toBeGreaterThan(5)
  expect(await desk.ask<Found>(FOUND)).toMatchObject([{ external_id: 'm1', state: 'processed' }])
})
