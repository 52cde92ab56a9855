import { fileURLToPath } from 'node:url'
import type { Simulation } from '../../src/domain/regimes/simulation'
import { loadRules } from '../../src/store/rules'
import { type Firm, simulate, type Wish } from '../../src/store/simulate'

export const rules = loadRules(fileURLToPath(new URL('../..', import.meta.url)))

/** The whole simulation; throws with its sentence where the wish is wrong. */
export async function simulated(wish: Wish, firm: Firm = null): Promise<Simulation> {
  const found = await simulate(rules, wish, firm)
  if (!found.ok) throw new Error(found.problem)
  return found.value
}

/** Reads "au-asic-rg271 standard, in AU-NSW, received 2026-03-29, closed 2026-04-02T10:00, topics=fees" as a wish. */
export function wishOf(text: string): Wish {
  const [head = '', ...parts] = text.split(/,\s+/)
  const [regime = '', classId] = head.split(' ')
  const facts = parts.filter((part) => part.includes('='))
  const told = parts.filter((part) => !part.includes('=')).map((part) => part.split(' ') as [string, string])
  const one = (name: string) => told.find(([what]) => what === name)?.[1]
  const [calendar, channel, now] = [one('in'), one('by'), one('now')]
  return {
    regime,
    received: one('received') ?? '',
    facts,
    events: told.filter(([what]) => !['received', 'in', 'by', 'now'].includes(what)).map(([what, at]) => `${what}=${at}`),
    ...(classId ? { class: classId } : {}),
    ...(calendar ? { calendar } : {}),
    ...(channel ? { channel } : {}),
    ...(now ? { now } : {}),
  }
}

export async function milestone(text: string, id: string) {
  const found = (await simulated(wishOf(text))).milestones.find((one) => one.id === id)
  if (!found) throw new Error(`no milestone ${id}`)
  return found
}
