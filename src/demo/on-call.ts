import type { AlertInput } from '../actions/alert-deeds'
import type { AlertView } from '../actions/reads'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import { chanceOf } from './chance'

type Options = {
  /** Alerts that are not over. */
  alerts(): Promise<AlertView[]>
  people(): Promise<readonly Person[]>
  act(input: AlertInput): Promise<unknown>
  now(): Moment
}
const MINUTE = 60_000
/** What nobody took for so long is a story of its own, which a visitor finds and ends. */
const FORGOTTEN = 60 * MINUTE

/**
 * The sample firm's experts on call: what no visitor has taken they take themselves, mostly shortly before it climbs, so that a demo that
 * is left alone stays a desk at work. A visitor's own complaint is the visitor's.
 */
export const onCall =
  ({ alerts, people, act, now }: Options) =>
  async () => {
    const open = (await alerts()).filter((it) => it.acknowledgedAt === null && it.stories.every(({ demo }) => demo))
    const due = open.filter((it) => takenAt(it) <= now() && it.openedAt > now() - FORGOTTEN)
    if (due.length === 0) return
    const experts = (await people()).filter(({ tier, role }) => tier === 3 && role !== 'administrator')
    const by = experts[0]?.id
    if (by) for (const { id } of due) await act({ alertId: id, deed: 'acknowledge', by, words: '', via: 'console' })
  }

export function takenAt({ id, openedAt }: Pick<AlertView, 'id' | 'openedAt'>): Moment {
  const chance = chanceOf(`on call ${id}`)
  return openedAt + (chance.next() < 0.8 ? chance.between(6, 9.7) : chance.between(11, 19)) * MINUTE
}
