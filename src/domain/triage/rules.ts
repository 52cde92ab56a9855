import type { Tier } from '../case/events'
import type { Severity } from '../finding'
import * as is from './when'

/**
 * One triage rule. It can only raise: `floor` is the mildest severity that is still allowed, `step` makes the case one letter more severe
 * but no more than `upTo`, `points` move it up among cases of its severity, `tier` is the lowest tier that may handle it. A floor of A makes
 * anything a complaint; a floor of B makes a doubt one and brings everything else before a person; with `look` a person looks, no more.
 */
export type Rule = {
  id: string
  /** The stable name that the console translates. */
  code: string
  when: is.When
  floor?: Severity
  step?: { upTo: Severity }
  points?: number
  tier?: Tier
  look?: true
}

const { both, happenedOrThreatens, phrase, topic, unless } = is
const onlyMentioned = unless(happenedOrThreatens)
const HARM_TOPIC = topic('safety', 'health', 'injury', 'allergy', 'fire', 'self_harm', 'violence')

/** All rules, in the order in which their reasons are shown. Sources: RG 271.158 for abuse, illness and living conditions; else our own. */
export const RULES: readonly Rule[] = [
  // Somebody is hurt, or may be. Words of self-harm are a threat whatever else the message seems to be.
  { id: 'harm.self', code: 'self_harm', when: phrase('self_harm'), floor: 'A', points: 60 },
  { id: 'harm.health', code: 'health', when: both(phrase('health'), happenedOrThreatens), floor: 'A', points: 40 },
  { id: 'harm.safety', code: 'safety', when: both(phrase('safety'), happenedOrThreatens), floor: 'A', points: 40 },
  { id: 'harm.violence', code: 'violence', when: both(phrase('violence'), happenedOrThreatens), floor: 'A', points: 40 },
  { id: 'harm.fire', code: 'fire', when: both(phrase('fire'), happenedOrThreatens), floor: 'A', points: 40 },
  {
    id: 'harm.mentioned',
    code: 'harm_mentioned',
    when: both(phrase('health', 'safety', 'violence', 'fire'), onlyMentioned),
    floor: 'B',
    points: 20,
    look: true,
  },
  { id: 'harm.topic', code: 'harm_topic', when: both(HARM_TOPIC, happenedOrThreatens), floor: 'B', points: 20 },
  { id: 'harm.asked', code: 'harm_topic', when: both(HARM_TOPIC, onlyMentioned), floor: 'C', points: 10, look: true },
  { id: 'harm.hygiene', code: 'hygiene', when: topic('hygiene'), floor: 'C', points: 10 },

  // The complaint may leave the house.
  { id: 'outside.regulator', code: 'regulator', when: phrase('regulator'), floor: 'B', points: 30 },
  { id: 'outside.media', code: 'media', when: phrase('media'), floor: 'B', points: 30 },
  { id: 'outside.legal', code: 'legal', when: phrase('legal'), floor: 'B', points: 25 },

  // We may have done wrong.
  { id: 'wrong.fraud', code: 'fraud', when: phrase('fraud'), floor: 'B', points: 25 },
  { id: 'wrong.privacy', code: 'privacy', when: phrase('privacy'), floor: 'B', points: 25 },
  { id: 'wrong.discrimination', code: 'discrimination', when: phrase('discrimination'), floor: 'B', points: 25 },
  { id: 'wrong.misconduct', code: 'misconduct', when: phrase('misconduct'), floor: 'B', points: 25 },
  {
    id: 'wrong.topic',
    code: 'wrong_topic',
    when: topic('fraud', 'scam', 'privacy', 'data_breach', 'discrimination', 'misconduct'),
    floor: 'C',
    points: 10,
  },

  // The person may need more from us than others do.
  { id: 'need.hardship', code: 'hardship', when: phrase('hardship'), floor: 'B', points: 30 },
  { id: 'need.vulnerable', code: 'vulnerable', when: phrase('vulnerable'), floor: 'B', points: 30 },
  {
    id: 'need.topic',
    code: 'need_topic',
    when: topic('hardship', 'vulnerable', 'domestic_abuse', 'illness'),
    floor: 'C',
    points: 20,
    tier: 2,
  },
  { id: 'need.recorded', code: 'support_needs', when: is.needsSupport, points: 40, tier: 2 },

  // What particular people must see. A person looks at it, whatever else it seems to be.
  { id: 'tag.scam', code: 'scam', when: is.tagged('scam'), look: true },
  { id: 'tag.employee', code: 'named_employee', when: both(is.tagged('named_employee'), is.soundsUpset), points: 15, tier: 2, look: true },
  { id: 'tag.conduct', code: 'company_conduct', when: both(is.tagged('conduct'), is.soundsUpset), points: 15, tier: 2, look: true },

  // What the severity model thinks, where the complaint model is not sure or thinks otherwise.
  { id: 'model.severe', code: 'severe_by_model', when: both(is.severeByModel(0.5), is.notRuledOut), floor: 'B' },
  { id: 'model.contradicts', code: 'severe_but_no_complaint', when: both(is.severeByModel(0.8), unless(is.notRuledOut)), look: true },

  // How far it carries, and how long it has gone on. The step without a limit comes first, so that the order of the two never matters.
  { id: 'reach.wide', code: 'reach', when: is.reach, step: { upTo: 'A' }, points: 25, tier: 2 },
  { id: 'reach.public', code: 'public', when: is.inPublic, points: 10 },
  { id: 'repeat.said', code: 'repeat', when: phrase('repeat'), step: { upTo: 'B' }, points: 25, tier: 2 },
  { id: 'repeat.seen', code: 'repeat_contact', when: is.oftenInTouch, points: 30, tier: 2 },
  { id: 'repeat.open', code: 'open_case', when: is.hasOpenCase, points: 20 },
  { id: 'repeat.waiting', code: 'waiting', when: is.waitsForLong, points: 15 },
  { id: 'repeat.before', code: 'earlier_cases', when: is.cameBefore, points: 10 },
  { id: 'many.outage', code: 'outage', when: phrase('outage'), floor: 'C', points: 20 },
  { id: 'leaving.churn', code: 'churn', when: phrase('churn'), points: 15 },

  // What delay would do, and how it is said. Tone gives attention within a severity and nothing else.
  { id: 'urgency.immediate', code: 'urgent', when: is.urgency('immediate'), points: 50, tier: 2 },
  { id: 'urgency.high', code: 'urgent', when: is.urgency('high'), points: 30, tier: 2 },
  { id: 'tone.negative', code: 'tone', when: is.soundsUpset, points: 8 },
  { id: 'tone.shouting', code: 'shouting', when: is.shouts, points: 4 },
]
