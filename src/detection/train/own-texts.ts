import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TOPICS } from '../heads'
import { compose, type Sayings } from './compose'
import { type Example, heldOut, type Labels } from './example'

/** How many texts are put together for each language, and how much one counts beside a text that was written whole. */
const COMPOSED: Record<string, number> = { en: 24_000, th: 10_000, zh: 12_000, fa: 12_000 }
const WEIGHT = { composed: 1, words: 9, messages: 2 }
/** English has twice as many composed texts beside its words, and people write of much else than firms in them. */
const ENGLISH_WORDS = 4
/** And of messages it has most, which were written to tell harm apart and not complaints. */
const ENGLISH_MESSAGES = 1
const SEED = 11

/** Texts put together from `samples/training/LANG.json`; a tenth from sayings of their own, as `own-held`. */
export function composedExamples(dir: string): Example[] {
  return jsonIn(dir).flatMap((file) => {
    const sayings = JSON.parse(readFileSync(file, 'utf8')) as Sayings
    const count = COMPOSED[sayings.lang] ?? 4_000
    const weigh = (source: string) => (example: Example) => ({ ...example, source, weight: WEIGHT.composed })
    return [
      ...compose(sayings, count, false, TOPICS, SEED).map(weigh('composed')),
      ...compose(sayings, Math.round(count / 10), true, TOPICS, SEED + 1).map(weigh('composed-held')),
    ]
  })
}

type Words = { lang: string; negative: string[]; positive: string[]; other?: string[] }

/** Words and short turns that speak for or against what they are said of, or of something else altogether: `samples/training/words/LANG.json`. */
export function wordExamples(dir: string): Example[] {
  return jsonIn(join(dir, 'words')).flatMap((file) => {
    const { lang, negative, positive, other = [] } = JSON.parse(readFileSync(file, 'utf8')) as Words
    const make = (labels: Labels) => (text: string) => ({
      text,
      lang,
      labels,
      weight: lang === 'en' ? ENGLISH_WORDS : WEIGHT.words,
      source: 'words',
      group: `${lang}-${text}`,
    })
    return [
      ...negative.map(make({ complaint: 1, sentiment: 'negative' })),
      ...positive.map(make({ complaint: 0, sentiment: 'positive', intent: 'praise' })),
      ...other.map(make({ complaint: 0 })),
    ]
  })
}

type Message = Omit<Labels, 'complaint'> & { id: string; text: string; complaint: 'yes' | 'no'; tags: string[] }
const FOLDS = 3

/** Messages written whole, by hand: `samples/messages/LANG.jsonl`. Those held back lie in a folder of their own, which is not read. */
export function messageExamples(dir: string): Example[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(dir, name), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => messageExample(JSON.parse(line) as Message, name.slice(0, 2))),
    )
}

function messageExample(
  { id, text, complaint, severity, urgency, sentiment, topic, intent, emotion, tags }: Message,
  lang: string,
): Example {
  const labels: Labels = { complaint: complaint === 'yes' ? 1 : 0 }
  if (severity) labels.severity = severity
  if (urgency) labels.urgency = urgency
  if (sentiment) labels.sentiment = sentiment
  if (topic && (TOPICS as readonly string[]).includes(topic)) labels.topic = topic
  if (intent) labels.intent = intent
  if (emotion) labels.emotion = emotion
  const weight = lang === 'en' ? ENGLISH_MESSAGES : WEIGHT.messages
  return { text, lang, labels, weight, source: 'messages', group: id, ordinary: lang === 'en' && tags.includes('ordinary') }
}

/** Which of the messages' folds an example belongs to; -1 for all others. */
export function foldOf({ source, group }: Example): number {
  if (source !== 'messages') return -1
  for (let fold = 0; fold < FOLDS - 1; fold++) if (heldOut(`${group}/${fold}`, FOLDS - fold)) return fold
  return FOLDS - 1
}

const jsonIn = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(dir, name))
