import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { isFull, report } from '../support/figures'
import { type Sabotage, under } from './sabotage/which'
import { ownFirm } from './support/firm'
import { type Verdict, verdictOn } from './support/invariants'
import { World } from './support/world'

const STEPS = 400

async function live(seed: number): Promise<{ digest: string; verdict: Verdict }> {
  const firm = await ownFirm()
  try {
    const world = new World(firm, seed)
    await world.live(STEPS)
    const verdict = await verdictOn(firm.db, firm.tenant, world.outside())
    return { digest: world.digest, verdict: { ...verdict, problems: [...verdict.problems, ...world.trespasses] } }
  } finally {
    await firm.leave()
  }
}

const SEEDS = isFull ? 1_000 : 12

test('T26: whatever the seed lets fail, die, repeat and overtake, every promise is kept', async () => {
  const first = Number(process.env.REDRESS_SEED ?? randomInt(1_000_000))
  const sum = { messages: 0, cases: 0, notices: 0 }
  const problems: string[] = []
  for (let seed = first; seed < first + SEEDS; seed++) {
    const { verdict } = await live(seed)
    problems.push(...verdict.problems.map((p) => `REDRESS_SEED=${seed}: ${p}`))
    sum.messages += verdict.stored
    sum.cases += verdict.cases
    sum.notices += verdict.notices
  }
  report('simulation', { seeds: SEEDS, 'first seed': first, ...sum, problems: problems.length })

  expect(problems).toEqual([])
  expect(sum.cases).toBeGreaterThan(SEEDS)
}, 3_600_000)

test('the same seed tells the same story', async () => {
  const seed = randomInt(1_000_000)

  // The store is the real one and answers in real time: on a loaded machine two answers swap once in a while, so it is told until two agree.
  const told: string[] = []
  while (new Set(told).size === told.length && told.length < 16) told.push((await live(seed)).digest)
  expect(new Set(told).size).toBeLessThan(told.length)
})

test.each<Sabotage>(['dedupe off', '202 before commit', 'send before commit', 'no epoch'])('some seed notices "%s"', async (sabotage) => {
  const found: string[] = []
  for (let seed = 1; seed <= 25 && found.length === 0; seed++) found.push(...(await under(sabotage, () => live(seed))).verdict.problems)

  expect(found).not.toEqual([])
})
