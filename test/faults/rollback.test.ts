import { expect, test } from 'vitest'
import { SAYS } from '../cast'
import { outlet, type Sabotage, under } from './sabotage/which'
import { aDesk } from './support/desk'

/** The transaction is undone at the last moment, after everything that it wants to do, three times over. */
async function undone() {
  let early = 0
  outlet.take = () => void early++
  const desk = await aDesk()
  let left = 3
  desk.fates.of = (statement) => (statement === 'commit' && left-- > 0 ? 'lost before' : 'pass')
  desk.machine.receive = undoneReceive(desk.machine.receive, () => {
    left = 3
  })
  await desk.say('m1', SAYS.fire)
  outlet.take = null
  const notices = await desk.ask('select 1 from notice')
  return { desk, early: early + desk.gateway.calls.length, notices: notices.length }
}

/** The message itself is stored; what is undone is what follows from it. */
const undoneReceive =
  <A extends unknown[], T>(receive: (...given: A) => Promise<T>, then: () => void) =>
  async (...given: A) => {
    for (;;) {
      try {
        const answer = await receive(...given)
        then()
        return answer
      } catch {
        // A source asks again.
      }
    }
  }

test('T17: nothing leaves the house for a case whose transaction was rolled back; once it is committed, everything does', async () => {
  const { desk, early, notices } = await undone()
  expect([early, notices]).toEqual([0, 0])
  await desk.pass(3_000)
  await desk.pass(3_000)

  expect(desk.gateway.accepted().length).toBeGreaterThan(0)
  expect(await desk.ask(`select 1 from cases`)).toHaveLength(1)
})

test.each<Sabotage>(['send before commit'])('the test notices "%s"', async (sabotage) => {
  const { early } = await under(sabotage, undone)

  expect(early).toBeGreaterThan(0)
})
