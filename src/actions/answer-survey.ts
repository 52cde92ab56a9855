import { answerIn } from '../domain/survey'
import { acting, type Done } from './case-actions'
import type { Needs } from './needs'

/** What the customer says is an event of the case; refused where their first answer is more than a week old. */
export const answerSurvey = (needs: Needs, tenant: string, caseId: string, said: { score: number; note: string | null }): Promise<Done> =>
  acting(needs)(tenant, caseId, async ({ book, tx, now }) => {
    const before = answerIn(await tx.eventsOf(caseId), now)
    const value = () => book.case(caseId)
    if (before && !before.open) return { answer: { done: false, refused: 'survey_over' }, value }
    const event = { kind: 'survey_answered', ...said, by: 'customer', at: now } as const
    book.happen(caseId, event)
    return { answer: { done: true, events: [event] }, value }
  })
