import type { Moment } from '../moment'

/** Something that happened to a case at a moment and that a rule book counts from. The same may happen more than once. */
export type Happening = { name: string; at: Moment; why?: string }

/** Which of several counts: the first of its kind, the newest, or, of a date that is set before it comes and may be set anew, the one that was told last. */
type Counts = 'first' | 'last' | 'told'
type Definition = { says: string; counts: Counts }
const first = (says: string): Definition => ({ says, counts: 'first' })
const last = (says: string): Definition => ({ says, counts: 'last' })
const date = (says: string): Definition => ({ says, counts: 'told' })

/** Every happening that a rule book may name, with the words that finish "counted from when …". */
export const HAPPENINGS: Readonly<Record<string, Definition>> = {
  received: first('the complaint was first received'),
  opened: first('the case was opened'),
  high_risk_raised: first('the case was found to be of high risk'),
  first_received_by_any_party: first('the first of the parties received it'),
  sent_to_company: first('the portal sent it to the firm'),
  objection_period_ended: last('the objection period ended'),
  notice_of_proposal_received: last('the notice of the proposed decision was received'),
  new_proposed_decision: last('a new decision was proposed'),
  info_requested: last('the missing information was asked for'),
  info_received: last('the missing information came'),
  info_window_expired: last("the customer's time to send information ran out"),
  agreement_reached: last('an agreement was reached'),
  closed: last('the case was closed'),
  ack_sent: first('the acknowledgement was sent'),
  progress_sent: last('the last update was sent'),
  customer_wrote: last('the customer wrote again'),
  final_sent: first('the final response was sent'),
  response_sent: first('the response was sent'),
  beneficiary_proceedings_started: last('court proceedings of a beneficiary began'),
  court_advice_sought: last('the advice of a court was sought'),
  court_decided_and_appeal_time_passed: last('the court had decided and the time to appeal was over'),
  customer_asks_for_advocate: last('the customer asked for the customer advocate'),
  statement_sent: first('the statement was sent'),
  first_statement_sent: first('the first statement with the error was sent'),
  oral_notice: first('the customer told of the error by word of mouth'),
  investigation_completed: last('the investigation was completed'),
  error_determined: last('it was found that there was an error'),
  foreclosure_sale: date('the foreclosure sale takes place'),
  second_billing_cycle_ended: date('the second complete billing cycle ended'),
  complete_information_received: last('the information was complete'),
  accepted: first('the authority accepted it'),
  forwarded_to_firm: first('the authority forwarded it to the firm'),
  mediation_terminated: last('the mediation was ended'),
  appeal_received: first('the authority received the appeal'),
  received_by_cbi: first('the central bank received it'),
  internal_process_exhausted: first('the internal process was exhausted'),
  deadlock_reached: first('a deadlock was reached'),
  identity_information_requested: last('proof of identity was asked for'),
  identity_confirmed: last('the identity was confirmed'),
  identity_requested: last('proof of identity was asked for'),
  identity_received: last('the identity was shown'),
  fee_requested: last('the fee was asked for'),
  fee_paid: last('the fee was paid'),
  relevant_time: last('request, identity and fee were all there'),
  clarification_requested: last('a clarification was asked for'),
  clarification_received: last('the clarification came'),
  customer_accepts_plan: last('the customer accepted the plan'),
  service_restored_and_bulk_offer_communicated: last('the service was back and the offer to all had been told'),
  card_scheme_due: date("the card scheme's own time ends"),
  remedy_carried_out: last('the remedy was carried out'),
  adr_letter_sent: last('the letter about the external body was sent'),
  provisional_credit: first('provisional credit was given'),
  clocks_paused: last('the clocks of the desk were stopped'),
  clocks_resumed: last('the clocks of the desk went on'),
  referred_back: last('the external body referred the complaint back'),
}
export const isHappening = (name: string) => Object.hasOwn(HAPPENINGS, name)
/** Other names for receipt: what a rule book calls it when a letter, a request or a notice is what is received. */
export const RECEIPTS = ['request_received', 'letter_received', 'notice_received', 'first_raised']

/** A date that is known before it comes, such as that of a sale: it may be told while it lies ahead. */
export const mayLieAhead = (name: string) => HAPPENINGS[name]?.counts === 'told'

/** When it happened or will; of several the one that its kind counts. Null where nobody told. `happenings` stand in the order in which they were told. */
export function whenHappened(happenings: readonly Happening[], name: string): Moment | null {
  const counts = HAPPENINGS[name]?.counts ?? 'last'
  let found: Moment | null = null
  for (const one of happenings)
    if (one.name === name && (found === null || counts === 'told' || (counts === 'first' ? one.at < found : one.at > found))) found = one.at
  return found
}
