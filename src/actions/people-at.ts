import type { Names } from '../domain/escalation/named'
import { NO_WISHES, type Preferences, waysFor } from '../domain/escalation/preferences'
import type { Severity } from '../domain/finding'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import { WAYS_OUT, type WayOut } from '../domain/ways-out'
import { businessCalendar } from './calendar'
import type { Directory, NoticeRow } from './needs'

/** The staff as it is at a moment: whoever is away then is not available. */
export function peopleAt({ people, onCall }: Directory, at: Moment): Person[] {
  const away = new Set(onCall?.absences.filter((a) => a.from <= at && at < a.to).map((a) => a.person))
  return people.map((person) => (away.has(person.id) ? { ...person, available: false } : { ...person }))
}

/** What the names in a policy stand for at a moment. */
export const namesAt = (directory: Directory, at: Moment): Names => ({
  rotas: directory.onCall?.rotas ?? [],
  cover: { overrides: directory.onCall?.overrides ?? [], absences: directory.onCall?.absences ?? [] },
  calendar: directory.calendars.size > 0 ? businessCalendar(directory) : null,
  at,
})

export const wishesOf = ({ onCall }: Directory, userId: string | null): Preferences => onCall?.wishes.get(userId ?? '') ?? NO_WISHES

type Reached = { userId: string | null; toAddress: string | null }

/** Where a kind of way reaches somebody: their e-mail, telephone or id, or every browser of theirs, one a line. Null where it does not. */
export function addressFor({ onCall }: Directory, to: Reached, kind: WayOut): string | null {
  const needed = WAYS_OUT[kind]
  if (needed === null || needed === 'email') return to.toAddress
  const found = onCall?.addresses.get(to.userId ?? '')?.filter((each) => each.kind === needed) ?? []
  return found.length > 0 ? found.map(({ address }) => address).join('\n') : null
}

/** The connected ways that reach somebody, as they wish to be told of something this severe. */
export const chosenWays = (directory: Directory, to: Reached, severity: Severity) =>
  waysBy(directory, to, severity, wishesOf(directory, to.userId))

/** The same, and after them every other way that reaches them: for when those that they wished for fail. */
export function everyWay(directory: Directory, to: Reached, severity: Severity) {
  const all = [...chosenWays(directory, to, severity), ...waysBy(directory, to, severity, NO_WISHES)].map(({ way }) => way)
  return all.filter((way, at) => all.findIndex((each) => each.name === way.name && each.kind === way.kind) === at)
}

const waysBy = (directory: Directory, to: Reached, severity: Severity, wishes: Preferences) => {
  const known = directory.onCall?.addresses.get(to.userId ?? '') ?? []
  return waysFor(directory.notifiers, wishes, severity, (kind) =>
    kind === 'email' ? to.toAddress !== null : known.some((each) => each.kind === kind),
  )
}

/** The severity that a notice speaks of; C where it speaks of none. */
export const severityOf = ({ data }: Pick<NoticeRow, 'data'>): Severity =>
  typeof data.severity === 'string' && /^[A-E]$/.test(data.severity) ? (data.severity as Severity) : 'C'
