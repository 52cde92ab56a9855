import type { CaseFull } from '../../../src/web/data/types'
import type { CaseBook, CaseFacts } from '../../../src/web/rules/queries'

const asking = (fact: string, asks: string, milestone: string | null, kind: string | null, reference: string | null) => ({
  ...{ fact, asks },
  asked_by: [{ milestone, kind, reference }],
})
const yesNo = (fact: string) => ({ fact, asks: fact, type: 'yes_no' as const, choices: [] })

const RG271: CaseBook = {
  ...{ regime: 'au-asic-rg271', version: '2021-09-02/1', title: 'ASIC RG 271 internal dispute resolution' },
  ...{ applies: true, class: 'standard', chosen_class: null },
  classes: [
    { id: 'hardship_credit', title: 'Hardship notice or request to postpone enforcement' },
    { id: 'standard', title: 'Standard complaint' },
  ],
  questions: [
    asking('particularly_complex', 'Is it particularly complex?', 'delay_notice', 'delay_notice', 'RG 271.64'),
    asking('topic_hardship', 'Is it about financial hardship?', null, null, null),
  ],
  milestones: [{ waiting_for: 'referred_back', actor: 'firm' }],
  tellable: {
    facts: [
      ...['particularly_complex', 'topic_hardship', 'complex', 'written_response_requested'].map(yesNo),
      { fact: 'firm_role', asks: 'In which role does the firm act?', type: 'text', choices: ['super_trustee', 'traditional_trustee'] },
    ],
    happenings: [
      ...['ack_sent', 'final_sent', 'remedy_carried_out', 'referred_back'].map((name) => ({
        name,
        notice: null,
        settles: [],
        ahead: false,
      })),
      { name: 'card_scheme_due', notice: null, settles: [], ahead: true },
      { name: 'delay_notice', notice: { kind: 'delay_notice' as const, reference: 'RG 271.64' }, settles: [], ahead: false },
    ],
    pauses: [],
  },
}

/** What the rule books of every case ask here: two things are open, one was answered. */
export const factsOf = (one: CaseFull): CaseFacts => ({
  answers: [
    {
      ...{ fact: 'complex', asks: 'Is it complex?', type: 'yes_no', value: false, at: one.received_at },
      by: { id: 'usr_1', name: 'Arm' },
    },
  ],
  happenings: [{ name: 'ack_sent', at: one.received_at }],
  regimes: [RG271],
})
