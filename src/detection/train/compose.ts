import type { Severity, Urgency } from '../../domain/finding'
import { type Example, heldOut, type Labels, seeded } from './example'

/**
 * Texts that we wrote, as parts to put together: `samples/training/LANG.json`. A group is called `topic` or `topic:severity` or `topic:severity:urgency`
 * (a first part that is no topic is only there to tell groups apart); `{slot}` stands for one of `slots`.
 */
export type Sayings = { lang: string; slots: Record<string, string[]> } & Record<Kind, Parts | undefined>
export type Kind = 'complaint' | 'threat' | 'question' | 'request' | 'praise' | 'mixed' | 'lead' | 'spam' | 'abuse' | 'chat'
export type Parts = { openers?: string[]; closers?: string[]; groups: Record<string, string[]> }

/** How a language puts sentences together. */
type Manner = { joints: string[]; stops: string[]; lead: string; capitals: boolean; handles?: true }
const MANNERS: Record<string, Manner> = {
  en: {
    joints: ['. ', '. ', ', ', ' and ', '\n', '! ', ' - ', '... '],
    stops: ['', '', '.', '!', '!!', '?'],
    lead: ' ',
    capitals: true,
    handles: true,
  },
  th: { joints: [' ', ' ', ' แล้ว', ' แถม', '\n'], stops: ['', '', '', '!!', ' ค่ะ', ' ครับ'], lead: ' ', capitals: false },
  zh: { joints: ['，', '，', '。', '！', '，而且', ' '], stops: ['', '。', '！', '！！', '。。。'], lead: '，', capitals: false },
  fa: { joints: ['. ', '، ', ' و ', '\n', '! ', ' '], stops: ['', '', '.', '!', '!!'], lead: ' ', capitals: false },
}

const RANK: readonly Severity[] = ['A', 'B', 'C', 'D', 'E']
const MIX: [Kind, number][] = [
  ['complaint', 0.42],
  ['question', 0.15],
  ['request', 0.05],
  ['praise', 0.13],
  ['mixed', 0.03],
  ['lead', 0.07],
  ['spam', 0.04],
  ['abuse', 0.03],
  ['chat', 0.28],
]

type Saying = { text: string; topic: string | null; severity: Severity | null; urgency: Urgency | null }
type Writer = {
  sayings: Sayings
  manner: Manner
  random: () => number
  held: boolean
  topics: readonly string[]
  cache: Map<string, Saying[]>
}

/**
 * `count` texts with labels for every task. One saying in ten is kept for the texts with `held`, which never share a main saying with the others.
 * Deterministic by seed.
 */
export function compose(sayings: Sayings, count: number, held: boolean, topics: readonly string[], seed: number): Example[] {
  const writer: Writer = { sayings, manner: MANNERS[sayings.lang] ?? MANNERS.en!, random: seeded(seed), held, topics, cache: new Map() }
  const examples: Example[] = []
  for (const [kind, share] of MIX) {
    if (!sayings[kind]) continue
    for (let i = 0; i < Math.round(count * share); i++) examples.push(write(writer, kind, examples.length))
  }
  return examples
}

function write(writer: Writer, kind: Kind, number: number): Example {
  const main = one(writer, sayingsOf(writer, kind, writer.held))
  const said = kind === 'complaint' ? [main, ...further(writer)] : [main, ...chain(writer, kind)]
  const text = styled(
    writer,
    kind,
    said.map((saying) => filled(writer, saying.text)),
  )
  return {
    text,
    lang: writer.sayings.lang,
    labels: labelsOf(kind, said),
    weight: 1,
    source: 'own',
    group: `${writer.sayings.lang}-${kind}-${number}`,
  }
}

/** Calm texts are now and then as long as complaints are: length is no sign of anger. */
function chain(writer: Writer, kind: Kind): Saying[] {
  const more: Saying[] = []
  while (more.length < 5 && chance(writer, kind === 'spam' || kind === 'abuse' ? 0.15 : 0.32)) {
    const friendly: Kind = chance(writer, 0.25) && kind === 'praise' && writer.sayings.chat ? 'chat' : kind
    more.push(one(writer, sayingsOf(writer, friendly, writer.held)))
  }
  return more
}

function further(writer: Writer): Saying[] {
  const more: Saying[] = []
  while (more.length < 4 && chance(writer, 0.33)) {
    const kind: Kind = chance(writer, 0.12) ? 'praise' : chance(writer, 0.1) ? 'question' : chance(writer, 0.1) ? 'chat' : 'complaint'
    more.push(one(writer, sayingsOf(writer, writer.sayings[kind] ? kind : 'complaint', writer.held)))
  }
  if (chance(writer, 0.12)) more.push(one(writer, sayingsOf(writer, 'threat', false)))
  return more
}

const LABELS: Record<Exclude<Kind, 'complaint' | 'threat'>, Labels> = {
  question: { complaint: 0, sentiment: 'neutral', emotion: 'neutral', intent: 'question', urgency: 'normal', severity: 'E' },
  request: { complaint: 0, sentiment: 'neutral', emotion: 'neutral', intent: 'question', urgency: 'normal' },
  praise: { complaint: 0, sentiment: 'positive', emotion: 'joy', intent: 'praise', urgency: 'low', severity: 'E' },
  mixed: { complaint: 0.4, sentiment: 'positive', urgency: 'low', severity: 'D' },
  lead: { complaint: 0, sentiment: 'neutral', emotion: 'neutral', intent: 'lead', urgency: 'normal', severity: 'E' },
  spam: { complaint: 0, sentiment: 'neutral', emotion: 'neutral', intent: 'spam', urgency: 'low' },
  abuse: { complaint: 0.15, sentiment: 'negative', emotion: 'anger', intent: 'abuse', urgency: 'low' },
  chat: { complaint: 0, urgency: 'low' },
}

const THANKS = /thank|cheers|谢|感激|ขอบคุณ|ขอบใจ|ممنون|مرسی|تشکر|سپاس|دستتون/i

/** Words of heat, in our own sayings: the rest of a complaint's tone is taken for disappointment. */
const ANGER =
  /worst|rude|ridiculous|joke|scam|liar|useless|disgust|shame|unaccept|never again|again!|垃圾|骗|气死|投诉|态度|恶劣|无语|坑|โกง|ห่วย|หยาบ|เหวี่ยง|แย่มาก|โมโห|افتضاح|کلاهبردار|بی.?ادب|خجالت|شکایت|دروغ|توهین/i

function labelsOf(kind: Kind, said: Saying[]): Labels {
  const topic = said[0]!.topic
  if (kind !== 'complaint' && kind !== 'threat')
    return {
      ...LABELS[kind],
      ...(kind === 'praise' && said.some(({ text }) => THANKS.test(text)) ? { emotion: 'gratitude' as const } : {}),
      ...(topic && (kind === 'question' || kind === 'lead') ? { topic } : {}),
    }
  const severity = RANK[Math.min(...said.map((saying) => RANK.indexOf(saying.severity ?? 'E')))]!
  const urgency = said.some((s) => s.urgency === 'immediate')
    ? 'immediate'
    : said.some((s) => s.urgency === 'high')
      ? 'high'
      : severity === 'D'
        ? 'low'
        : 'normal'
  const emotion = severity === 'A' ? 'worry' : said.some(({ text }) => ANGER.test(text)) ? 'anger' : 'disappointment'
  return { complaint: 1, sentiment: 'negative', emotion, intent: 'complaint', severity, urgency, ...(topic ? { topic } : {}) }
}

function sayingsOf(writer: Writer, kind: Kind, held: boolean): Saying[] {
  const key = `${kind}-${held}`
  const known = writer.cache.get(key)
  if (known) return known
  const all = Object.entries(writer.sayings[kind]?.groups ?? {}).flatMap(([group, texts]) =>
    texts.map((text) => sayingOf(group, text, writer.topics)),
  )
  const wanted = kind === 'threat' ? all : all.filter((saying) => heldOut(saying.text, 10) === held)
  const kept = wanted.length > 0 ? wanted : all
  writer.cache.set(key, kept)
  return kept
}

function sayingOf(group: string, text: string, topics: readonly string[]): Saying {
  const parts = group.split(':')
  return {
    text,
    topic: parts.find((part) => topics.includes(part)) ?? null,
    severity: RANK.find((letter) => parts.includes(letter)) ?? null,
    urgency: (['immediate', 'high', 'low'] as const).find((urgency) => parts.includes(urgency)) ?? null,
  }
}

function filled(writer: Writer, text: string): string {
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => one(writer, writer.sayings.slots[slot] ?? [slot]))
}

function styled(writer: Writer, kind: Kind, sentences: string[]): string {
  const { manner } = writer
  const { openers, closers } = writer.sayings[kind]!
  const upper = manner.capitals && chance(writer, 0.6)
  const shown = sentences.map((sentence) => (upper ? sentence[0]!.toUpperCase() + sentence.slice(1) : sentence))
  let text = shown.reduce((sum, sentence) => sum + one(writer, manner.joints) + sentence)
  if (!/[?!.？！。؟]$/.test(text) && kind !== 'question') text += one(writer, manner.stops)
  if (openers && chance(writer, 0.5)) text = `${one(writer, openers)}${manner.lead}${text}`
  for (let i = 0; closers && i < 2; i++)
    if (chance(writer, 0.35)) text += `${/[。！，]$/.test(text) ? '' : manner.lead}${one(writer, closers)}`
  return posted(writer, kind, rough(writer, text.trim()))
}

/** People type in small letters, in capitals, without marks and with slips. */
function rough(writer: Writer, text: string): string {
  const { random } = writer
  if (chance(writer, 0.25)) text = text.toLowerCase()
  else if (chance(writer, 0.03)) text = text.toUpperCase()
  if (chance(writer, 0.15)) text = text.replace(/[.,'!?，。！؟،]/g, (mark) => (random() < 0.6 ? (/[，。！]/.test(mark) ? ' ' : '') : mark))
  if (chance(writer, 0.12) && text.length > 12) {
    const at = 2 + Math.floor(random() * (text.length - 6))
    if (/[a-z]{2}/.test(text.slice(at, at + 2))) text = text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2)
  }
  return text
}

const HASHTAGS = ['#fail', '#monday', '#love', '#win', '#news', '#tbt', '#help', '#lol', '#happy', '#music']
/** How often a post of a kind is addressed to somebody, and carries a link or a hashtag. */
const POSTED: Partial<Record<Kind, { to: number; link: number; tag: number }>> = {
  complaint: { to: 0.6, link: 0.04, tag: 0.08 },
  question: { to: 0.5, link: 0.03, tag: 0.02 },
  request: { to: 0.5, link: 0.03, tag: 0.02 },
  praise: { to: 0.4, link: 0.1, tag: 0.12 },
  mixed: { to: 0.5, link: 0.03, tag: 0.05 },
  lead: { to: 0.3, link: 0.02, tag: 0 },
  spam: { to: 0.1, link: 0.6, tag: 0.2 },
  abuse: { to: 0.4, link: 0.02, tag: 0.02 },
  chat: { to: 0.3, link: 0.25, tag: 0.2 },
}

/** Half of the texts look like posts in public: a handle in front, a link or a hashtag behind. */
function posted(writer: Writer, kind: Kind, text: string): string {
  const manner = POSTED[kind]
  if (!writer.manner.handles || !manner || chance(writer, 0.5)) return text
  const to = chance(writer, manner.to) ? '@user ' : ''
  const link = chance(writer, manner.link) ? ' <url>' : ''
  const tag = chance(writer, manner.tag) ? ` ${one(writer, HASHTAGS)}` : ''
  return `${to}${text}${tag}${link}`
}

const chance = (writer: Writer, share: number): boolean => writer.random() < share

function one<T>(writer: Writer, list: readonly T[]): T {
  return list[Math.floor(writer.random() * list.length)]!
}
