import type { Moment } from '../domain/moment'
import { catchUpNotice } from './alert-notices'
import type { Book } from './book'
import type { Directory, Needs, NoticeRow, StoredEscalation } from './needs'
import type { Summaries } from './summaries'

/** More cases than this in one instant are one notice for a person, because nobody reads twenty; after an outage nobody has time for six. */
const READABLE = { onTime: 20, late: 5 }
const LATE = 15 * 60_000

/**
 * After an outage a person may be owed a notice for each level of each case: of several about one case they get the last, and where more
 * cases than they can read came at once, one summary that names the gravest. Notices by other ways of the same step count as one.
 */
export function withoutStorm(
  needs: Needs,
  directory: Directory,
  book: Book,
  due: readonly StoredEscalation[],
  now: Moment,
  told: Summaries,
): NoticeRow[] {
  const rising = book.notices.filter(isRising)
  const byPerson = new Map<string, Map<string, NoticeRow[]>>()
  for (const notice of rising) {
    const cases = byPerson.get(notice.userId!) ?? new Map<string, NoticeRow[]>()
    byPerson.set(notice.userId!, cases.set(notice.caseId!, [...(cases.get(notice.caseId!) ?? []), notice]))
  }
  const since = Math.min(now, ...due.map((e) => e.nextAt ?? now))
  const kept = new Set<NoticeRow>()
  const summaries: NoticeRow[] = []
  for (const [userId, cases] of byPerson) {
    const person = directory.people.find((p) => p.id === userId)
    const many = cases.size > (now - since > LATE ? READABLE.late : READABLE.onTime)
    if (person && (many || told.has('catch_up', person)))
      summaries.push(
        told.notice('catch_up', person, [...cases.keys()].map(book.case.bind(book)), since, (all, from) =>
          catchUpNotice(needs, directory, person, all, from),
        ),
      )
    else for (const notices of cases.values()) for (const last of lastStep(notices)) kept.add(last)
  }
  return [...book.notices.filter((notice) => !isRising(notice) || kept.has(notice)), ...summaries]
}

const isRising = ({ kind, userId, caseId }: NoticeRow) => kind === 'escalation' && userId !== null && caseId !== null

/** The rows of the highest level among these, which is several where it leaves by several ways. */
function lastStep(notices: NoticeRow[]): NoticeRow[] {
  const level = (notice: NoticeRow) => Number(notice.data.level ?? 0)
  const highest = Math.max(...notices.map(level))
  return notices.filter((notice) => level(notice) === highest)
}
