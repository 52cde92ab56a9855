import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { loadDetector } from '../../../detection/detect'
import { normal, pick, seeded } from './random'

export type Corpus = { plain: string[]; complaints: string[]; alarms: string[] }
export type CorpusFigures = { texts: number; medianBytes: number; p99Bytes: number; nonAscii: number; complaints: number }

/** What the messages of a run are like: shares of all messages, bytes of UTF-8. */
export const SHAPE = { median: 600, p99: 8_000, nonAscii: 0.3, complaints: 0.12, alarms: 0.005, knownSender: 0.2 }
const SPREAD = Math.log(SHAPE.p99 / SHAPE.median) / 2.326
const LONGEST = 24_000
const TEXTS = 6_000

/** Said on top of a complaint, these call for an alert. */
const HARM = [
  'The charger caught fire while my daughter held it and her hand is burned. We are in hospital now.',
  'After eating it my father could not breathe and an ambulance had to take him to intensive care.',
  'The ladder broke under me and I have a broken arm; other people will be injured if you keep selling it.',
  'It gave me an electric shock and I was unconscious. This is dangerous and somebody will die.',
]

/**
 * Texts for a load, made from the sample firm's messages by joining several of one language until a drawn length is reached, then sorted by
 * what the detector makes of them, so that the share of complaints is what it is said to be. The same seed gives the same texts.
 */
export function makeCorpus(root: string, seed: number): Corpus {
  const random = seeded(seed)
  const detector = loadDetector(join(root, 'models'))
  const verdict = (text: string) => detector.detect(text).complaint.value
  const raw = rawTexts(root)
  const ascii = split(
    raw.filter((t) => !NON_ASCII.test(t)),
    verdict,
  )
  const others = SCRIPTS.map((script) =>
    split(
      raw.filter((t) => script.test(t)),
      verdict,
    ),
  )
  const corpus: Corpus = { plain: [], complaints: [], alarms: [] }
  while (corpus.plain.length < TEXTS || corpus.complaints.length < TEXTS / 8) {
    const wanted = Math.min(LONGEST, SHAPE.median * Math.exp(SPREAD * normal(random)))
    const pool = random() < SHAPE.nonAscii ? pick(random, others) : ascii
    const isComplaint = random() < 0.3
    const text = compose(random, isComplaint ? pool.yes : pool.no, wanted)
    const found = verdict(text)
    if (found === 'no' && corpus.plain.length < TEXTS) corpus.plain.push(text)
    if (found === 'yes') corpus.complaints.push(text)
  }
  corpus.alarms = Array.from({ length: 200 }, () => `${pick(random, HARM)} ${compose(random, ascii.yes, 300)}`)
  return corpus
}

const NON_ASCII = /[^\u0000-\u007f]/
const SCRIPTS = [/\p{Script=Thai}/u, /\p{Script=Han}/u, /\p{Script=Arabic}/u]

const rawTexts = (root: string) =>
  gunzipSync(readFileSync(join(root, 'samples', 'demo', 'messages.jsonl.gz')))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text)

const split = (texts: string[], verdict: (text: string) => string) => ({
  yes: texts.filter((t) => verdict(t) === 'yes'),
  no: texts.filter((t) => verdict(t) === 'no'),
})

function compose(random: () => number, from: string[], bytes: number) {
  const parts: string[] = []
  for (let size = 0; size < bytes; ) {
    const text = pick(random, from)
    parts.push(text)
    size += Buffer.byteLength(text) + 1
  }
  const text = parts.join('\n')
  const kept = Math.max(20, Math.round((text.length * bytes) / Buffer.byteLength(text)))
  return text.slice(0, kept).replace(/[\ud800-\udbff]$/, '')
}

/** A text with what a run draws for it. */
export type Drawn = { text: string; kind: keyof Corpus }
export function draw(corpus: Corpus, random: () => number): Drawn {
  const at = random()
  const kind = at < SHAPE.alarms ? 'alarms' : at < SHAPE.complaints ? 'complaints' : 'plain'
  return { text: pick(random, corpus[kind]), kind }
}

export function describeCorpus(corpus: Corpus, seed: number): CorpusFigures {
  const random = seeded(seed)
  const drawn = Array.from({ length: 20_000 }, () => draw(corpus, random))
  const sizes = drawn.map((d) => Buffer.byteLength(d.text)).sort((a, b) => a - b)
  return {
    texts: corpus.plain.length + corpus.complaints.length + corpus.alarms.length,
    medianBytes: sizes[sizes.length >> 1]!,
    p99Bytes: sizes[Math.floor(sizes.length * 0.99)]!,
    nonAscii: drawn.filter((d) => NON_ASCII.test(d.text)).length / drawn.length,
    complaints: drawn.filter((d) => d.kind !== 'plain').length / drawn.length,
  }
}
