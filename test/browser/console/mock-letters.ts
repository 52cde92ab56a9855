import type { CaseFull } from '../../../src/web/data/types'

type Answer = { status: number; body: unknown }
const RULE = { must: true, duty: 'must', regime: 'au-asic-rg271', milestone: 'final', reference: 'RG 271.53', present: false }

/** A letter of the desk in memory: whatever is asked for, its decision is missing. The real desk has the real ones. */
export const letterPreview = (one: CaseFull, body: Record<string, unknown>): Answer => ({
  status: 200,
  body: {
    ...{ lang: 'en', dir: 'ltr', subject: `Our decision (${one.reference})`, body: `Dear customer,\n\n${body.more ?? 'We have decided.'}` },
    asked: [
      { ...RULE, block: 'outcome' },
      { ...RULE, block: 'ext_right', present: true },
      { ...RULE, block: 'ext_deadline', must: false, duty: 'should' },
    ],
    ...{ may_leave: false, refused: 'content_missing', missing: ['outcome'], grounds: ['particularly_complex'] },
    fits: [
      { kind: 'final_response', duty: 'must', due_at: '2026-12-22T12:59:59Z', by: [{ regime: RULE.regime, reference: RULE.reference }] },
    ],
    external_body: {
      id: 'AFCA',
      name: 'Financial Complaints Authority',
      web: 'www.afca.org.au',
      email: null,
      phone: '1800 931 678',
      post: null,
    },
    customer_deadline: '2028-11-23',
  },
})
