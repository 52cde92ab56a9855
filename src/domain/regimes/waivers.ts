import { type Answer, holds } from './expression'
import type { Facts } from './facts'
import { whenHappened } from './happenings'
import type { Milestone } from './pack'
import type { Reckoning } from './reckon'
import type { Story } from './story'

/** What has made, or can make, a milestone fall away, and whether an exception leaves it owed although the case was closed. */
export function waivers(
  row: Reckoning,
  rows: readonly Reckoning[],
  { happenings, facts }: Story,
): Pick<Reckoning, 'waivedBy' | 'waived' | 'stillOwed'> {
  const closedAt = whenHappened(happenings, 'closed')
  const windows = rows.filter(({ milestone }) => milestone.waives.includes(row.milestone.id))
  const used = windows.filter(({ milestone: window, dueAt }) => {
    if (exceptionOf(window, facts) !== false) return false
    const grounds = window.grounds.map((name) => facts[name])
    if (grounds.length > 0 && grounds.every((said) => said === false)) return false
    if (closedAt === null) return true
    return (dueAt === null || closedAt <= dueAt) && (grounds.length === 0 || grounds.includes(true))
  })
  const excepted = windows.some(({ milestone }) => exceptionOf(milestone, facts) === true)
  const inWriting = row.milestone.written && row.milestone.kind === 'final_response' && row.milestone.obligation === 'must'
  return {
    waivedBy: used.map(({ milestone }) => milestone.id),
    waived: closedAt !== null && used.length > 0,
    stillOwed: closedAt !== null && (excepted || (inWriting && used.length === 0)) && whenHappened(happenings, 'final_sent') === null,
  }
}

const exceptionOf = ({ unless, unlessSaid }: Milestone, facts: Facts): Answer =>
  unlessSaid.some((name) => facts[name] === true) || (unless === null ? false : holds(unless, facts))

/** The milestone that has taken its place. */
export function successor(row: Reckoning, rows: readonly Reckoning[]): Pick<Reckoning, 'replacedBy'> {
  const taken = rows.find(
    ({ milestone, applies, startedAt, afterMet }) =>
      milestone.replaces === row.milestone.id && applies === true && startedAt !== null && afterMet,
  )
  return { replacedBy: taken?.milestone.id ?? null }
}
