import type { ReturnReason } from '../domain/approvals/approval'
import { mayApprove } from '../domain/approvals/policy'
import type { Person } from '../domain/people'
import { show } from '../domain/public-id'
import type { Directory, Needs, NoticeRow, StoredCase } from './needs'
import { about, ofCase, thin, toStaff } from './notices'
import { timeFor } from './times'

/** Tells those whose work it is to approve; only where none of them is there, everybody else who may. */
export function approvalWaitingNotices(
  needs: Needs,
  directory: Directory,
  it: StoredCase,
  held: { id: string; author: string; version: number; dueAt: number },
): NoticeRow[] {
  const may = directory.people.filter((person) => person.id !== held.author && mayApprove(person))
  const first = may.filter(({ role }) => role === 'approver' || role === 'lead')
  const author = nameOf(directory.people, held.author)
  return (first.length > 0 ? first : may).map((person) =>
    toStaff(needs, directory, person, {
      ...about(it),
      kind: 'approval_waiting',
      step: `${held.id}:${held.version}`,
      data: { ...thin(it), approval_id: show('apr', held.id) },
      facts: (lang) => ({
        ...ofCase(directory, it),
        link: `${directory.tenant.baseUrl}/approvals?open=${show('apr', held.id)}`,
        author,
        dueAt: timeFor(directory, lang, held.dueAt),
      }),
    }),
  )
}

/** To the author, where a person wrote it. */
export function approvalReturnedNotice(
  needs: Needs,
  directory: Directory,
  it: StoredCase,
  held: { id: string; author: string; version: number },
  { by, reason, note }: { by: string; reason: ReturnReason; note: string | null },
): NoticeRow[] {
  const person = directory.people.find(({ id }) => id === held.author)
  if (!person) return []
  return [
    toStaff(needs, directory, person, {
      ...about(it),
      kind: 'approval_returned',
      step: `${held.id}:${held.version}`,
      data: { ...thin(it), approval_id: show('apr', held.id), reason },
      facts: () => ({ ...ofCase(directory, it), by: nameOf(directory.people, by), words: note }),
    }),
  ]
}

const nameOf = (people: readonly Person[], id: string) => people.find((one) => one.id === id)?.name ?? 'API'
