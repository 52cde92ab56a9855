import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Example, Labels } from './example'

/** One line of a set, as the sets' own README describes it. */
export type Row = {
  id: string
  text: string
  lang: string
  label: string | number
  complaint?: number
  topic?: string
  product?: string
  issue?: string
}

export function readRows(data: string, set: string, split: string): Row[] {
  const file = join(data, set, `${split}.jsonl.gz`)
  if (!existsSync(file)) throw new Error(`${file} is missing: --data must name the folder that holds the set "${set}"`)
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
}

/** The sets whose terms allow that a model trained on them is given away, with the terms. */
export const FREE_SETS = {
  'wisesight-th': { terms: 'CC0 1.0', labels: wisesight, weight: 1 },
  'banking77-en': { terms: 'CC BY 4.0, PolyAI (Casanueva et al. 2020)', labels: banking, weight: 0.1 },
  'cfpb-narratives-en': { terms: 'US government public data', labels: cfpb, weight: 0.15 },
  'smsa-id': { terms: 'Apache-2.0 (IndoNLU)', labels: smsa, weight: 0.6 },
} as const

/** Training examples of all free sets; one group in twenty is for holding out. */
export function publicExamples(data: string): Example[] {
  return Object.entries(FREE_SETS).flatMap(([set, { labels, weight }]) =>
    readRows(data, set, 'train').map((row) => ({
      text: opening(row.text),
      lang: row.lang,
      labels: labels(row),
      weight,
      source: set,
      group: row.id,
    })),
  )
}

const OPENING = 500

/** Enough of a long narrative to learn from, so that mere length and common words do not become the mark of a complaint. */
const opening = (text: string): string => (text.length <= OPENING ? text : text.slice(0, OPENING).replace(/\s\S*$/, ''))

function wisesight({ label }: Row): Labels {
  if (label === 'neg') return { complaint: 1, sentiment: 'negative', intent: 'complaint' }
  if (label === 'pos') return { complaint: 0, sentiment: 'positive', intent: 'praise' }
  return label === 'q' ? { complaint: 0, sentiment: 'neutral', intent: 'question' } : { complaint: 0, sentiment: 'neutral' }
}

function smsa({ label }: Row): Labels {
  const complaint = label === 'negative' ? 1 : 0
  return {
    complaint,
    sentiment: label as 'negative' | 'neutral' | 'positive',
    ...(complaint ? { intent: 'complaint' } : label === 'positive' ? { intent: 'praise' } : {}),
  }
}

const FRAUD = /identity theft|fraud|scam|unauthori/i

function cfpb({ label, issue }: Row): Labels {
  const product = String(label)
  const fraud = FRAUD.test(issue ?? '')
  const topic = fraud
    ? 'fraud'
    : /report/i.test(product)
      ? 'account'
      : /checking|savings|transfer|bank/i.test(product)
        ? 'account'
        : 'billing'
  return { complaint: 1, sentiment: 'negative', intent: 'complaint', urgency: 'normal', topic, severity: fraud ? 'B' : 'C' }
}

/** Intents in which something went wrong: a bank's customer who asks about it is half way to a complaint. */
const TROUBLE: Record<string, { complaint: number; topic: string; urgent?: boolean }> = {
  card_arrival: { complaint: 0.3, topic: 'delivery' },
  card_not_working: { complaint: 0.5, topic: 'quality' },
  card_payment_fee_charged: { complaint: 0.5, topic: 'billing' },
  card_payment_not_recognised: { complaint: 0.5, topic: 'fraud', urgent: true },
  card_payment_wrong_exchange_rate: { complaint: 0.6, topic: 'billing' },
  card_swallowed: { complaint: 0.4, topic: 'account', urgent: true },
  cash_withdrawal_charge: { complaint: 0.5, topic: 'billing' },
  cash_withdrawal_not_recognised: { complaint: 0.5, topic: 'fraud', urgent: true },
  compromised_card: { complaint: 0.3, topic: 'fraud', urgent: true },
  contactless_not_working: { complaint: 0.5, topic: 'quality' },
  declined_card_payment: { complaint: 0.5, topic: 'account' },
  declined_cash_withdrawal: { complaint: 0.5, topic: 'account' },
  declined_transfer: { complaint: 0.5, topic: 'account' },
  direct_debit_payment_not_recognised: { complaint: 0.5, topic: 'fraud', urgent: true },
  extra_charge_on_statement: { complaint: 0.6, topic: 'billing' },
  failed_transfer: { complaint: 0.5, topic: 'account' },
  lost_or_stolen_card: { complaint: 0.1, topic: 'account', urgent: true },
  Refund_not_showing_up: { complaint: 0.6, topic: 'refund' },
  request_refund: { complaint: 0.3, topic: 'refund' },
  reverted_card_payment: { complaint: 0.4, topic: 'account' },
  'reverted_card_payment?': { complaint: 0.4, topic: 'account' },
  top_up_failed: { complaint: 0.5, topic: 'account' },
  top_up_reverted: { complaint: 0.4, topic: 'account' },
  transaction_charged_twice: { complaint: 0.7, topic: 'billing' },
  transfer_fee_charged: { complaint: 0.5, topic: 'billing' },
  transfer_not_received_by_recipient: { complaint: 0.5, topic: 'account' },
  unable_to_verify_identity: { complaint: 0.4, topic: 'account' },
  virtual_card_not_working: { complaint: 0.5, topic: 'quality' },
  wrong_amount_of_cash_received: { complaint: 0.6, topic: 'billing' },
  wrong_exchange_rate_for_cash_withdrawal: { complaint: 0.6, topic: 'billing' },
  balance_not_updated_after_bank_transfer: { complaint: 0.4, topic: 'account' },
  balance_not_updated_after_cheque_or_cash_deposit: { complaint: 0.4, topic: 'account' },
  pending_card_payment: { complaint: 0.3, topic: 'account' },
  pending_cash_withdrawal: { complaint: 0.4, topic: 'account' },
  pending_top_up: { complaint: 0.3, topic: 'account' },
  pending_transfer: { complaint: 0.3, topic: 'account' },
}

function banking({ label }: Row): Labels {
  const trouble = TROUBLE[String(label)]
  if (!trouble) return { complaint: 0, sentiment: 'neutral', intent: 'question', urgency: 'normal', topic: 'account' }
  return { complaint: trouble.complaint, topic: trouble.topic, urgency: trouble.urgent ? 'high' : 'normal' }
}
