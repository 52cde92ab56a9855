import { expect, test } from 'vitest'
import { readPreferences } from '../../../domain/escalation/preferences'
import { fromServer, toServer } from './wishes'

const MINUTE = 60_000
test('what is kept comes back as it was said, and is what the server reads', () => {
  const kept = {
    ways: {
      A: [
        { way: 'room', afterMs: 0 },
        { way: 'text', afterMs: 5 * MINUTE },
      ],
    },
    quiet: { from: '22:00', to: '07:00', severities: ['C' as const, 'D' as const] },
  }
  const read = readPreferences(toServer(fromServer(kept)), ['room', 'text'])
  expect(read).toEqual({ ok: true, value: kept })
})

test('a severity without a tick is left to the usual ways, and no quiet hours are none', () => {
  expect(toServer(fromServer({ ways: {}, quiet: null }))).toEqual({ ways: {} })
  expect(readPreferences(toServer(fromServer({ ways: {}, quiet: null })), [])).toEqual({ ok: true, value: { ways: {}, quiet: null } })
})

test('ways go out in the order of their minutes', () => {
  const wishes = fromServer({ ways: {}, quiet: null })
  wishes.ways.B = { text: 10, room: 0 }
  expect(toServer(wishes)).toEqual({
    ways: {
      B: [
        { way: 'room', after_minutes: 0 },
        { way: 'text', after_minutes: 10 },
      ],
    },
  })
})
