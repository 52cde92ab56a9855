import type { ExternalBody, Pack } from '../regimes/pack'
import type { Block } from '../regimes/vocabulary'
import type { Calendar } from '../time/calendar'
import { spanFrom } from '../time/calendar'
import { dayText } from '../time/day'
import { dayInWords, type Spoken } from '../time/words'
import { localDay } from '../time/zone'
import { type LetterKind, WRITTEN } from './letter'

/** The words of one language: `locales/letters/*.json`. `{{name}}` stands for a value. */
export type Words = {
  lang: Spoken
  dir: 'ltr' | 'rtl'
  subject: Record<LetterKind, string>
  greeting: string
  greeting_nameless: string
  closing: string
  about: string
  blocks: Record<Exclude<Block, 'outcome' | 'reasons' | 'redress_offer' | 'delay_reasons' | 'progress'>, string>
  headings: Record<'outcome' | 'reasons' | 'redress_offer' | 'delay_reasons' | 'progress', string>
  by_web: string
  by_email: string
  by_phone: string
  by_post: string
}

/** What is known of the case and its rule books; an empty text is not known. Dates are ISO here, and in words in the letter. */
export type Known = {
  firm: string
  customer: string | null
  reference: string
  received: string
  /** Until when the final answer comes by the rule books, and when it is expected now. */
  answerBy: string
  expected: string
  body: ExternalBody | null
  /** The last day for the customer to go there. */
  deadline: string
  /** Whether the firm lets the external body hear the case although its time is over. */
  consents: boolean | null
  /** What its author adds in words of their own. */
  more: string
}

export type Part = { block: Block; text: string }
export type Letter = { subject: string; parts: Part[]; body: string; dir: 'ltr' | 'rtl' }

/** Fills in a letter in the order in which people read one; what is not known is left out, and the gate then says that it is missing. */
export function compose(
  kind: LetterKind,
  blocks: readonly Block[],
  written: Readonly<Partial<Record<Block, string>>>,
  known: Known,
  words: Words,
): Letter {
  const fill = filling(words)
  const parts = ORDER.filter((block) => blocks.includes(block)).flatMap((block): Part[] => {
    const text = WRITTEN.includes(block) ? underHeading(block, written[block] ?? '', words) : madeFrom(block, known, words)
    return text === '' ? [] : [{ block, text }]
  })
  const greeting = known.customer ? fill(words.greeting, { name: known.customer }) : words.greeting_nameless
  const about = fill(words.about, { reference: known.reference, date: inWords(known.received, words) })
  const more = known.more.trim() === '' ? [] : [known.more.trim()]
  const body = [greeting, about, ...parts.map(({ text }) => text), ...more, `${words.closing}\n${known.firm}`].join('\n\n')
  return { subject: fill(words.subject[kind], { reference: known.reference }), parts, body, dir: words.dir }
}

const ORDER: readonly Block[] = [
  'ack_received',
  'summary_resolution',
  'outcome',
  'reasons',
  'redress_offer',
  'progress',
  'delay_reasons',
  'delay_expected',
  'ack_next_steps',
  'right_written_reply',
  'ext_right',
  'ext_contact',
  'ext_leaflet',
  'ext_deadline',
  'ext_time_waiver',
  'regulator_right',
]

const underHeading = (block: Block, text: string, { headings }: Words) =>
  text.trim() === '' ? '' : `${headings[block as keyof Words['headings']]}\n${text.trim()}`

const NEEDS: Partial<Record<Block, (known: Known) => boolean>> = {
  ack_next_steps: ({ answerBy }) => answerBy !== '',
  delay_expected: ({ expected }) => expected !== '',
  ext_right: ({ body }) => body !== null,
  ext_contact: ({ body }) => body !== null && contactsOf(body).length > 0,
  ext_leaflet: ({ body }) => body?.web != null,
  ext_deadline: ({ deadline, body }) => body !== null && deadline !== '',
  ext_time_waiver: ({ consents, body }) => body !== null && consents === true,
}

function madeFrom(block: Block, known: Known, words: Words): string {
  if (NEEDS[block]?.(known) === false) return ''
  const { body } = known
  const fill = filling(words)
  return fill(words.blocks[block as keyof Words['blocks']], {
    firm: known.firm,
    reference: known.reference,
    received: inWords(known.received, words),
    answer_by: inWords(known.answerBy, words),
    expected: inWords(known.expected, words),
    body: body?.name ?? '',
    web: body?.web ?? '',
    deadline: inWords(known.deadline, words),
    contacts:
      body === null
        ? ''
        : contactsOf(body)
            .map(([way, value]) => fill(words[way], { value }))
            .join('\n'),
  })
}

/** `2026-04-15` as the reader of the letter writes it, with its weekday; a calendar day has no zone of its own. */
const inWords = (day: string, { lang }: Words) => (day === '' ? '' : dayInWords(lang, 'UTC', Date.parse(`${day}T12:00:00Z`)))

const contactsOf = ({ web, email, phone, post }: ExternalBody) =>
  (
    [
      ['by_web', web],
      ['by_email', email],
      ['by_phone', phone],
      ['by_post', post],
    ] as const
  ).flatMap(([way, value]) => (value === null ? [] : [[way, value] as const]))

const filledIn = (template: string, values: Readonly<Record<string, string>>) =>
  template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole)

/** In words from right to left, a date, a number or a name from left to right would turn round without a place of its own. */
const ownPlace = (text: string) => (text === '' || text.includes('\n') ? text : `\u2068${text}\u2069`)
const filling =
  ({ dir }: Words) =>
  (template: string, values: Readonly<Record<string, string>>) =>
    filledIn(template, dir === 'ltr' ? values : Object.fromEntries(Object.entries(values).map(([name, text]) => [name, ownPlace(text)])))

/** The last day on which the customer may go to the external body, counted from the day of the letter; the class's own time goes first. */
export function customerDeadline(pack: Pack, classId: string | null, at: number, calendar: Calendar): string {
  const deadlines = pack.externalBodies[0]?.deadlines ?? []
  const found = deadlines.find(({ when }) => when === classId) ?? deadlines.find(({ when }) => when === 'general')
  return found?.span ? dayText(localDay(calendar.timeZone, spanFrom(calendar, at, found.span).at)) : ''
}
