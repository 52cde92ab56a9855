import { notFound, Problem, refused } from './problem'
import type { Services } from './services'

/** Why an answer was not taken; where it lacks what a rule book asks for, each missing block with the words that say it. */
export async function notSaid(services: Services, tenant: string, caseId: string, text: string, code: string): Promise<Problem> {
  if (code === 'case_unknown') return notFound('No case')
  if (code !== 'content_missing' && code !== 'content_advised' && code !== 'not_a_lead') return refused(code)
  const lacking = await services.letters.lacking(tenant, caseId, text)
  const errors = lacking.map(({ block, text: words }) => ({ pointer: `/blocks/${block}`, code: 'missing', detail: words }))
  const what = lacking.map(({ block }) => block.replaceAll('_', ' ')).join(', ')
  const rules = [...new Set(lacking.map(({ reference, regime }) => `${reference} (${regime})`))].join('; ')
  const how = { content_missing: MUST, content_advised: SHOULD, not_a_lead: LEAD }[code]
  return new Problem(409, code, `This final answer does not say: ${what}. ${rules}. ${how}`, { errors })
}
const MUST = 'Add it, or send with "complete": true and it is added.'
const SHOULD = 'Add it, send with "complete": true, or let a lead confirm with a reason.'
const LEAD = 'Only a lead, a manager or an administrator may confirm that it goes out all the same.'
