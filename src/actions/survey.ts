import type { Outcome } from '../domain/case/events'
import { ASK_AFTER, asksAfter } from '../domain/survey'
import { byMail } from './customer-notice'
import type { Room } from './speak'
import { languageTo, waysTo } from './way'

const keyOf = (caseId: string) => `survey:${caseId}`

/** After closing, where the firm wants it: one mail with one question, once for a case however often it is closed. */
export async function askAfterClosing(room: Room, outcome: Outcome) {
  const { needs, directory, it, tx, book, now } = room
  if (!asksAfter(directory.survey, it, outcome)) return
  const way = (await waysTo(tx, directory, it)).find(({ channel, wished }) => channel === 'email' && wished !== 'unwanted')
  if (!way?.address) return
  const facts = { company: directory.tenant.name, reference: it.reference, customer: way.name }
  const worded = needs.noticeText('survey', await languageTo(needs, tx, it), facts)
  const to = { name: way.name, address: way.address }
  book.notices.push({ ...byMail(needs, it, 'survey', to, worded), dedupeKey: keyOf(it.id), sendAfter: now + ASK_AFTER })
}

/** A case that is taken up again asks nobody yet how it went. */
export const askNobody = ({ tx, it }: Pick<Room, 'tx' | 'it'>) => tx.cancelNotices([keyOf(it.id)], 'reopened')
