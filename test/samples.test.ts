import { describe, expect, test } from 'vitest'
import { normalised, Seen } from '../scripts/samples/likeness'
import { LANGUAGES, MESSAGES, rowsOf } from '../scripts/samples/messages'
import { TOPICS } from '../src/detection/heads'

type Row = Record<string, unknown> & { id: string; text: string; severity: string; tags: string[] }

const VALUES: Record<string, readonly string[]> = {
  channel: ['social', 'review', 'email', 'chat', 'call', 'form'],
  industry: 'banking insurance telecom ecommerce airline food cosmetics public health energy software hotel transport other'.split(' '),
  complaint: ['yes', 'no'],
  severity: ['A', 'B', 'C', 'D', 'E'],
  urgency: ['low', 'normal', 'high', 'immediate'],
  sentiment: ['negative', 'neutral', 'positive'],
  topic: TOPICS,
  intent: ['question', 'complaint', 'praise', 'lead', 'spam', 'abuse'],
  emotion: ['anger', 'disappointment', 'worry', 'sadness', 'joy', 'gratitude', 'neutral'],
}
const TAGS = 'lookalike sarcasm code_switch quote named_employee conduct scam troll support_need press regulator repeat ordinary'.split(' ')
/** From this size on a set is finished and must hold what the guideline promises. */
const FINISHED = 1_250
const LEAST_A = 120
const LEAST_LOOKALIKES = 120
const MOST_ALIKE = 0.4
const MOST_SHARED_OPENINGS = 0.01

const setOf = (lang: string) => {
  const [teaching, heldBack] = [rowsOf<Row>(MESSAGES, `${lang}.jsonl`), rowsOf<Row>(MESSAGES, 'held-back', `${lang}.jsonl`)]
  return { teaching, heldBack, all: [...teaching, ...heldBack] }
}

const count = (rows: Row[]) => ({
  messages: rows.length,
  severityA: rows.filter((row) => row.severity === 'A').length,
  lookalikes: rows.filter((row) => row.tags.includes('lookalike')).length,
})

/** What a set still lacks, in words for the name of its test. */
function lacking(rows: Row[]): string {
  const { messages, severityA, lookalikes } = count(rows)
  const lacks = [
    messages < FINISHED ? `${FINISHED - messages} messages` : '',
    severityA < LEAST_A ? `${LEAST_A - severityA} of severity A` : '',
    lookalikes < LEAST_LOOKALIKES ? `${LEAST_LOOKALIKES - lookalikes} look-alikes` : '',
  ].filter(Boolean)
  return lacks.length > 0 ? `lacks ${lacks.join(', ')}` : 'is whole'
}

function faultsOf(row: Row, lang: string, kind: 'teaching' | 'heldBack'): string[] {
  const wrong = Object.entries(VALUES).filter(([field, values]) => !values.includes(String(row[field])))
  const shape = kind === 'teaching' ? new RegExp(`^${lang}-\\d{4,5}$`) : new RegExp(`^${lang}-h\\d{3,5}$`)
  return [
    ...wrong.map(([field]) => `${field} is ${JSON.stringify(row[field])}`),
    ...(shape.test(row.id) ? [] : ['id has another shape']),
    ...(typeof row.text === 'string' && row.text.trim() !== '' ? [] : ['no text']),
    ...row.tags.filter((tag) => !TAGS.includes(tag)).map((tag) => `tag ${tag}`),
    ...(row.tags.includes('ordinary') && (row.severity === 'A' || row.tags.includes('lookalike')) ? ['ordinary, and yet of harm'] : []),
  ].map((fault) => `${row.id}: ${fault}`)
}

const openingOf = (text: string, lang: string): string =>
  lang === 'th' || lang === 'zh' ? [...text.trim()].slice(0, 6).join('') : text.trim().toLowerCase().split(/\s+/u).slice(0, 3).join(' ')

describe.each(LANGUAGES.map((lang) => [lang, lacking(setOf(lang).all)] as const))('the messages of %s (the set %s)', (lang) => {
  const { teaching, heldBack, all } = setOf(lang)

  test('are labelled with the words of the guideline and no others', () => {
    expect([
      ...teaching.flatMap((row) => faultsOf(row, lang, 'teaching')),
      ...heldBack.flatMap((row) => faultsOf(row, lang, 'heldBack')),
    ]).toEqual([])
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  })

  test('are no copies of one another, within a file or across the two', () => {
    const seen = new Seen(MOST_ALIKE)
    const tiny = new Set<string>()
    const alike: string[] = []
    for (const { id, text } of all) {
      const short = normalised(text).length < 5 // an emoji or a word: alike only where it is the same
      if (short ? tiny.has(text) : seen.nearest(text) > 0) alike.push(id)
      if (short) tiny.add(text)
      else seen.add(text)
    }
    expect(alike).toEqual([])
  })

  test('begin in many ways', () => {
    const openings = new Map<string, number>()
    for (const { text } of all) openings.set(openingOf(text, lang), (openings.get(openingOf(text, lang)) ?? 0) + 1)
    const most = Math.max(4, all.length * MOST_SHARED_OPENINGS)
    expect([...openings].filter(([, times]) => times > most)).toEqual([])
  })

  const figures = count(all)
  if (figures.messages >= FINISHED)
    test('hold enough harm, enough that only sounds like it, and a fifth that is held back', () => {
      expect(figures.severityA).toBeGreaterThanOrEqual(LEAST_A)
      expect(figures.lookalikes).toBeGreaterThanOrEqual(LEAST_LOOKALIKES)
      expect(heldBack.length * 5).toBeGreaterThanOrEqual(all.length)
    })
})
