/** What a rule book may ask about a case. A question has three answers: yes, no, and not yet. */
export type FactType = 'yes_no' | 'text' | 'texts'
export type FactValue = boolean | string | readonly string[]
export type Facts = Readonly<Record<string, FactValue>>

/** Who says it: the detector and the channel when a case opens, the customer in our form, the firm in its settings, or whoever works on the case. */
export type FactSource = 'machine' | 'customer' | 'firm' | 'agent'
/** `otherwise` is what counts while nobody has said anything; a question without it stays open. */
export type FactDefinition = { type: FactType; by: FactSource; field: string; asks: string; otherwise?: boolean }

const data = (type: FactType, by: FactSource, field: string, asks: string): FactDefinition => ({ type, by, field, asks })
/** A question for the person who works on the case; `field` is the question's own name on the case form. */
const judged = (questions: Record<string, string>): Record<string, FactDefinition> =>
  Object.fromEntries(Object.entries(questions).map(([name, asks]) => [name, { type: 'yes_no', by: 'agent', field: `facts.${name}`, asks }]))

/**
 * Everything that a condition may name, and nothing else. What nobody has said counts as "no such thing" for words and lists; a question
 * that nobody has answered stays open, and the strictest reading holds meanwhile.
 */
export const FACTS: Readonly<Record<string, FactDefinition>> = {
  class: data('text', 'machine', 'clock.class', 'Which class of this rule book does the case have?'),
  kind: data('text', 'machine', 'case.kind', 'Is it a complaint, an opportunity or abuse?'),
  severity: data('text', 'machine', 'case.severity', 'How severe is it, A to D?'),
  high_risk: data('yes_no', 'machine', 'case.high_risk', 'Was a high risk found?'),
  public: data('yes_no', 'machine', 'message.public', 'Was it said where others can read it?'),
  channel: data('text', 'machine', 'message.channel', 'Through which channel did it come?'),
  topics: data('texts', 'machine', 'case.topics', 'What is it about?'),
  product: data('text', 'customer', 'message.product', 'Which product is it about?'),
  branch: data('text', 'customer', 'message.meta.branch', 'Which branch of the firm is it about?'),
  remedy: data('text', 'agent', 'case.remedy', 'Which remedy was given when the case was closed?'),
  firm_role: data(
    'text',
    'firm',
    'facts.firm_role',
    'In which role does the firm act: super_trustee, traditional_trustee, insurer, bank …?',
  ),
  own_channel: data('yes_no', 'machine', 'message.channel', 'Is the channel owned or controlled by the firm?'),
  author_identifiable: data('yes_no', 'machine', 'message.contact', 'Can the author be identified?'),
  author_contactable: data('yes_no', 'machine', 'message.contact', 'Can the author be contacted?'),
  ...judged({
    card_scheme_rules_apply: "Do a card scheme's own rules apply to this transaction?",
    insufficient_information: 'Is information missing that is needed to decide?',
    resolved_to_satisfaction: 'Was it resolved to the satisfaction of the customer?',
    explanation_or_apology_no_further_action: 'Was it explained or apologised for, with nothing more that could reasonably be done?',
    written_response_requested: 'Did the customer ask for a written answer?',
    topic_hardship: 'Is it about financial hardship?',
    declined_insurance_claim: 'Is it about an insurance claim that was declined?',
    insurance_claim_value: 'Is it about the value of an insurance claim?',
    super_trustee_decision: 'Is it about a decision, or a missing decision, of a superannuation trustee?',
    particularly_complex: 'Is it particularly complex?',
    beyond_firm_control: 'Is the delay caused by something beyond the control of the firm?',
    psd_emd: 'Is it about rights or duties under the rules for payment services or electronic money?',
    complainant_accepted: 'Did the customer accept that it is resolved?',
    exceptional_beyond_control: 'Is the delay exceptional and beyond the control of the firm?',
    new_account: 'Was the account opened within 30 days before the error?',
    pos_foreign: 'Was it a purchase at a point of sale by debit, or a transfer begun abroad?',
    not_resolved: 'Is the error still unresolved?',
    resolved_within_30cd: 'Was it resolved within 30 days of receipt?',
    simple_and_clear: 'Are the facts simple and the dispute clear?',
    complex: 'Is it complex?',
    numerous: 'Has the same person made many requests?',
    internal_approval: 'Has the longer time been approved inside the firm?',
    urgent: 'Is it urgent: a safety threat, hardship, a medical need, or a service about to be cut off?',
    network_outage: 'Is it a report of an outage, and does the provider suspect a major or a significant local one?',
    unresolved: 'Is it still unresolved?',
    unresolved_or_deadlock: 'Is it still unresolved, or has a deadlock been reached?',
    rejected: 'Is the complaint rejected?',
    rejected_or_partly: 'Is the complaint rejected, wholly or in part?',
    accepted: 'Is the complaint accepted?',
  }),
}

/** Whether people say it of a case: what the machine finds, and the remedy that is chosen with the closing, they don't. */
export const isSaidByPeople = (name: string) => isFact(name) && FACTS[name]!.by !== 'machine' && name !== 'remedy'
export const isFact = (name: string) => Object.hasOwn(FACTS, name)
/** What nobody brings up is not so: these need no answer before a clock may stop or a window may be used. */
const UNLESS_SAID = ['high_risk', 'public', 'insufficient_information', 'resolved_within_30cd']
for (const name of UNLESS_SAID) FACTS[name]!.otherwise = false

/** One name that is written in the singular where a person gives one. */
export const FACT_ALIASES: Readonly<Record<string, string>> = { topic: 'topics' }

/** Reads `NAME=VALUE` as a person or a script gives it; a problem is a sentence. */
export function readFact(name: string, value: string): { name: string; value: FactValue } | { problem: string } {
  const own = FACT_ALIASES[name] ?? name
  const definition = isFact(own) ? FACTS[own]! : null
  if (!definition || own === 'class')
    return { problem: `"${name}" is not a fact that a rule book asks for. Known are: ${Object.keys(FACTS).join(', ')}.` }
  if (definition.type === 'texts') return { name: own, value: value.split(',').map((one) => one.trim()) }
  if (definition.type === 'text') return { name: own, value }
  const said = /^(true|yes|1)$/i.test(value) ? true : /^(false|no|0)$/i.test(value) ? false : null
  return said === null ? { problem: `The fact "${name}" is a question: answer true or false, not "${value}".` } : { name: own, value: said }
}
