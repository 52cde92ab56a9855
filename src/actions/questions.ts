import { note } from '../domain/case/commands'
import type { Question } from '../domain/escalation/arranged'
import type { Moment } from '../domain/moment'
import { answerNotice, questionNotice } from './alert-notices'
import { Book } from './book'
import type { Directory, Needs, NoticeRow, StoredCase, TenantTx } from './needs'
import { applyTo } from './speak'

export type Asking = { caseId: string; by: string; toName: string; toAddress: string; text: string; shown: string | null; dueAt: Moment }
export type AskAnswer =
  | { done: true; question: Question }
  | { done: false; refused: 'case_unknown' | 'already_closed' | 'text_empty' | 'due_in_the_past' }

/**
 * Asks one question of a colleague who has no account: they get a link that shows the question and what the asker chose to show, and nothing
 * else. The asker hears of the answer, or at the due time that none has come.
 */
export async function askColleague(needs: Needs, tenant: string, asking: Asking): Promise<AskAnswer> {
  const directory = await needs.store.directory(tenant)
  const answer = await needs.store.write(tenant, async (tx): Promise<AskAnswer> => {
    const it = await tx.caseById(asking.caseId)
    if (!it) return { done: false, refused: 'case_unknown' }
    if (it.state === 'closed') return { done: false, refused: 'already_closed' }
    if (asking.text.trim() === '') return { done: false, refused: 'text_empty' }
    const now = needs.now()
    if (asking.dueAt <= now) return { done: false, refused: 'due_in_the_past' }
    const { by, dueAt, ...said } = asking
    const question: Question = {
      ...said,
      id: needs.newId(),
      askedBy: by,
      askedAt: now,
      dueAt,
      answeredAt: null,
      answer: null,
      withdrawnAt: null,
    }
    await say(needs, directory, tx, it, by, `Asked ${asking.toName}: ${asking.text}`, now, {
      questions: [question],
      notices: [questionNotice(needs, directory, it, nameOf(directory, by), question), ...reminder(needs, directory, it, question)],
    })
    return { done: true, question }
  })
  if (answer.done) needs.announce(tenant, { event: 'case.changed', id: asking.caseId })
  return answer
}

/** The answer that came through the link; once, and not after the question was withdrawn. */
export async function answerQuestion(needs: Needs, tenant: string, id: string, words: string): Promise<'done' | 'gone' | 'no_words'> {
  if (words.trim() === '') return 'no_words'
  const directory = await needs.store.directory(tenant)
  const caseId = await needs.store.write(tenant, async (tx) => {
    const question = await tx.question(id)
    const it = question ? await tx.caseById(question.caseId) : null
    if (!question || !it || question.answeredAt !== null || question.withdrawnAt !== null) return null
    const now = needs.now()
    const answered: Question = { ...question, answeredAt: now, answer: words }
    const person = directory.people.find((p) => p.id === question.askedBy)
    await say(needs, directory, tx, it, 'engine', `${question.toName} answers: ${words}`, now, {
      questions: [answered],
      notices: person ? [answerNotice(needs, directory, it, person, answered)] : [],
      silenceNotices: [overdueKey(question)],
    })
    return it.id
  })
  if (caseId) needs.announce(tenant, { event: 'case.changed', id: caseId })
  return caseId ? 'done' : 'gone'
}

const overdueKey = ({ id, askedBy }: Question) => `question_overdue:${id}:${askedBy}`

/** The outbox is the timer: the reminder waits there until the due time and is taken back when the answer comes. */
function reminder(needs: Needs, directory: Directory, it: StoredCase, question: Question): NoticeRow[] {
  const person = directory.people.find((p) => p.id === question.askedBy)
  return person ? [{ ...answerNotice(needs, directory, it, person, question), sendAfter: question.dueAt }] : []
}

type More = { questions: Question[]; notices: NoticeRow[]; silenceNotices?: string[] }
async function say(needs: Needs, directory: Directory, tx: TenantTx, it: StoredCase, by: string, text: string, now: Moment, more: More) {
  const book = new Book({ cases: [it], clocks: [], escalations: [], partial: true }, directory.policies)
  const written = note(it, { by, at: now, text })
  if (written.done) applyTo({ needs, directory, tx, book, it, now, outbound: [], links: [] }, written)
  book.audit.push({ at: now, actor: by, action: 'question', subject: it.id, data: { question: more.questions[0]?.id } })
  const effects = book.effects()
  await tx.cancelNotices(more.silenceNotices ?? [], 'answered')
  await tx.commit({ ...effects, questions: more.questions, notices: [...effects.notices, ...more.notices] })
}

const nameOf = ({ people, tenant }: Directory, id: string) => people.find((p) => p.id === id)?.name ?? tenant.name
