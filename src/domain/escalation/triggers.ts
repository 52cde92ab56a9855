import type { Moment } from '../moment'
import { parseSpan } from '../time/duration'
import { fieldsOf, say } from '../time/reading'

/** What begins an escalation beside the opening of a case. */
export type Trigger =
  | { on: 'opened' | 'breach' | 'third_contact' | 'asks_for_manager' }
  /** So much of a clock's time has gone, 1 to 99. */
  | { on: 'clock_at'; percent: number }
  /** Whoever was handed the case has not taken it up after this long, counted as the delays of the policy. */
  | { on: 'hand_off_unanswered'; afterMs: number }
  /** The author of a message is heard by at least so many. */
  | { on: 'reach'; atLeast: number }
  /** A message speaks of this danger. */
  | { on: 'risk'; category: string }

/** Something that has happened to a case, as far as a trigger may ask for it. */
export type Happening =
  | { on: 'opened' | 'breach' | 'third_contact' | 'asks_for_manager' }
  | { on: 'clock_at'; percent: number }
  | { on: 'hand_off' }
  | { on: 'reach'; followers: number }
  | { on: 'risk'; categories: readonly string[] }

/** Whether it begins here, and how much later its first level falls due; null where it does not. */
export function beginsAfter(trigger: Trigger, happening: Happening): number | null {
  switch (trigger.on) {
    case 'clock_at':
      return happening.on === 'clock_at' && happening.percent >= trigger.percent ? 0 : null
    case 'hand_off_unanswered':
      return happening.on === 'hand_off' ? trigger.afterMs : null
    case 'reach':
      return happening.on === 'reach' && happening.followers >= trigger.atLeast ? 0 : null
    case 'risk':
      return happening.on === 'risk' && happening.categories.includes(trigger.category) ? 0 : null
    default:
      return happening.on === trigger.on ? 0 : null
  }
}

/** How much of a clock has gone, in whole percent; 100 and more after it ran out. */
export const percentGone = (startedAt: Moment, dueAt: Moment, now: Moment) =>
  dueAt <= startedAt ? 100 : Math.floor(((now - startedAt) / (dueAt - startedAt)) * 100)

const PLAIN = ['opened', 'breach', 'third_contact', 'asks_for_manager'] as const
const MAY_BE = `must be one of ${PLAIN.join(', ')}, or say clock_at, reach, risk or hand_off_unanswered.`

/** `opened`, `breach`, … or `{clock_at: 75}`, `{hand_off_unanswered: PT2H}`, `{reach: 10000}`, `{risk: health}`. */
export function triggersFrom(values: readonly unknown[], where: string, problems: string[]): Trigger[] {
  return values.flatMap((value, at): Trigger[] => {
    const plain = PLAIN.find((on) => on === value)
    if (plain) return [{ on: plain }]
    if (typeof value !== 'string') return measured(value, `${where}[${at}]`, problems)
    problems.push(`${where}[${at}] is ${say(value)}; it ${MAY_BE}`)
    return []
  })
}

function measured(value: unknown, where: string, problems: string[]): Trigger[] {
  const before = problems.length
  const fields = fieldsOf(value, where, problems)
  const found: Trigger[] = []
  const number = (key: string, from: number, to: number) => {
    const given = fields.value(key)
    if (typeof given === 'number' && given >= from && given <= to) return given
    problems.push(`${where}.${key} must be ${from} to ${to}, but it is ${say(given)}.`)
    return from
  }
  if (fields.has('clock_at')) found.push({ on: 'clock_at', percent: number('clock_at', 1, 99) })
  if (fields.has('reach')) found.push({ on: 'reach', atLeast: number('reach', 1, 1e9) })
  if (fields.has('risk')) found.push({ on: 'risk', category: fields.text('risk') })
  if (fields.has('hand_off_unanswered')) {
    const span = parseSpan(String(fields.value('hand_off_unanswered')))
    if (span?.unit === 'wall') found.push({ on: 'hand_off_unanswered', afterMs: span.ms })
    else problems.push(`${where}.hand_off_unanswered must be a delay such as PT2H.`)
  }
  fields.end()
  if (found.length === 0 && problems.length === before) problems.push(`${where} ${MAY_BE}`)
  return found
}

/** Words with which people ask for somebody above: the four languages of the desk. They only ever tell a person, so a miss costs little. */
const ASKS = [
  /\b(speak|talk|escalat\w*|complain|get me|put me through|pass (this|me)|want|need|demand|call)\b[^.!?\n]{0,40}\b(manager|supervisor|team lead(er)?|superior|someone (senior|in charge|above you)|person in charge|head of)\b/i,
  /\b(where is|who is|let me see) (your|the) (manager|supervisor|boss)\b/i,
  /(ขอ|อยาก|ต้องการ|ให้)[^\n.!?]{0,20}(คุย|พูด|ติดต่อ|พบ|เรียก)?[^\n.!?]{0,12}(ผู้จัดการ|หัวหน้า|ผู้บริหาร)/,
  /(找|叫|让|要|跟|和|转|请)[^。！？\n]{0,6}(经理|主管|领导|负责人|上级|店长)/,
  /(با|به)\s*(مدیر|سرپرست|رئیس|مسئول)[^.!؟\n]{0,25}(صحبت|حرف|وصل|بگویید|تماس)/,
]
export const asksForManager = (text: string) => ASKS.some((words) => words.test(text.slice(0, 5_000)))
