import { join } from 'node:path'
import type { Emotion, Finding, Intent, Reason, RiskPhrase, Urgency } from '../domain/finding'
import { type Features, takeFeatures } from './features'
import { harmProbability } from './harm'
import { FIRST_HEADS, LANE, TOPICS, topicsFrom } from './heads'
import { type Language, languageOf } from './language'
import { firstScores, type Model, type ModelCard, readModel, secondScores, sigmoid, softmax } from './model'
import { complaintReasons } from './reasons'
import { scanAll, tellsOfHarm } from './risk/harm'
import { ABROAD, readPack } from './risk/pack'
import { type RiskHit, type Scanners, scannersOf } from './risk/scan'
import { readTagger, type Tagger, tagsOf } from './rules/tags'
import { readSecondLook, type SecondLook } from './second-look'
import { raiseSeverity, SURE_OF_HARM, severityWithoutWords } from './severity'
import { wholeGraphemes } from './text/graphemes'
import { type Folded, normalise } from './text/normalise'
import { ARABIC, CYRILLIC, HAN, HANGUL, KANA, LATIN, LETTER, THAI } from './text/scripts'

/**
 * What the caller knows about a message besides its text: the language that the channel or the customer states, and whether all the world can read it.
 * Without `spans` the words that spoke for the finding are not looked for; risk phrases always have theirs.
 */
export type Hints = { lang?: string | null; public?: boolean; spans?: boolean }
export type Detector = {
  detect(text: string, hints?: Hints): Finding
  /** Calibrated probabilities of one task's classes (of `complaint`: no, yes), and whether a person need not look. */
  task(name: string, text: string, hints?: Hints): { p: number[]; sure: boolean }
  model: { id: string; version: string }
}

const MOST_REASONS = 8

/**
 * Loads the model `general` and the risk phrases of `modelsDir`. The detector is deterministic and takes any string: what it weighs comes
 * from the first 4,000 folded characters, risk phrases from the whole text, so the work is linear in the length and small per character.
 * Topics, the severity's words and reasons are worked out only for what may be a complaint or holds a risk phrase.
 * @throws when the folder does not hold a whole model.
 */
export function loadDetector(modelsDir: string): Detector {
  const model = readModel(join(modelsDir, 'general'))
  const look = readSecondLook(join(modelsDir, 'general'), model.card.again)
  const tagger = readTagger(join(modelsDir, 'tags'))
  const scanners = scannersOf(
    (lang) => readPack(join(modelsDir, 'risk-phrases'), lang),
    (lang) => tagger.phrases[lang] ?? [],
  )
  const { id, version } = model.card
  const found = (text: string, hints: Hints = {}) => detect({ model, look, scanners, tagger }, text, hints)
  return { detect: found, task: (name, text, hints) => taskOf(model, found(text, hints), name, text), model: { id, version } }
}

type Parts = { model: Model; look: SecondLook; scanners: Scanners; tagger: Tagger }

function detect({ model, look, scanners, tagger }: Parts, text: string, hints: Hints): Finding {
  const folded = normalise(text)
  const { hits, tags: told } = scanAll(scanners, folded)
  const features = takeFeatures(folded)
  const lang = languageWith(hints, languageOf(folded, features, text))
  const logits = firstScores(model, features, lang.value)
  const { unsure } = model.card
  const said = complaintProbability(model, logits, lang.value)
  const harm = harmProbability(model, look, { folded, lang: lang.value, logits, hits, complaint: said >= unsure.high })
  const p = withHarm(said, unsure, hits, harm, hasWords(folded))
  const value = p >= unsure.high ? 'yes' : p < unsure.low ? 'no' : 'unsure'
  const intent = intentOf(softmax(logits, LANE.intent, FIRST_HEADS.intent.length), p)
  const tags = tagsOf(tagger, { complaint: { value, p }, intent }, folded, told)
  const worthMore = value !== 'no' || hits.length > 0
  const { severity, topics } = worthMore
    ? deepFindings(model, features, lang.value, { p, none: value === 'no', harm, hits })
    : { severity: severityWithoutWords(p), topics: [] }
  return {
    lang,
    complaint: { value, p: round(p) },
    severity,
    topics,
    urgency: best(FIRST_HEADS.urgency, softmax(logits, LANE.urgency, FIRST_HEADS.urgency.length)) as { value: Urgency; p: number },
    sentiment: best(FIRST_HEADS.sentiment, softmax(logits, LANE.sentiment, FIRST_HEADS.sentiment.length)),
    emotion: best(FIRST_HEADS.emotion, softmax(logits, LANE.emotion, FIRST_HEADS.emotion.length)) as { value: Emotion; p: number },
    intent,
    risk_phrases: hits.map((hit) => riskPhrase(hit, folded, text)),
    ...(tags.length > 0 ? { tags } : {}),
    reasons: worthMore && hints.spans !== false ? reasonsFor(model, folded, features, text, value === 'no', hits) : [],
    model: { id: model.card.id, version: model.card.version },
  }
}

/** Read again from the text where the finding keeps only the likeliest. */
function taskOf(model: Model, { lang, complaint, severity }: Finding, name: string, text: string): { p: number[]; sure: boolean } {
  const sure = complaint.value !== 'unsure'
  if (name === 'complaint') return { p: [1 - complaint.p, complaint.p], sure }
  if (name === 'severity') return { p: Object.values(severity.p), sure }
  const features = takeFeatures(normalise(text))
  if (name === 'topic') return { p: softmax(secondScores(model, features, lang.value), LANE.topic, TOPICS.length), sure }
  const head = name as 'sentiment' | 'intent' | 'urgency' | 'emotion'
  return { p: softmax(firstScores(model, features, lang.value), LANE[head], FIRST_HEADS[head].length), sure }
}

function languageWith(hints: Hints, seen: Language): Language {
  const stated = hints.lang?.slice(0, 2).toLowerCase()
  if (!stated || !/^[a-z]{2}$/.test(stated) || seen.p > 0.6) return seen
  return { value: stated, p: Math.max(0.6, seen.value === stated ? seen.p : 0.6) }
}

function complaintProbability(model: Model, logits: Float64Array, lang: string): number {
  const { scale, shift } = model.card.complaint[lang] ?? model.card.complaint.other!
  return sigmoid(scale * logits[LANE.complaint]! + shift)
}

/**
 * Harm makes at least "not sure" of any message; whoever tells of harm and names who else will hear of it (a regulator, a lawyer, the press)
 * complains; and a message without a single letter is never a sure complaint.
 */
function withHarm(p: number, { low, high }: ModelCard['unsure'], hits: RiskHit[], harm: number, words: boolean): number {
  if (harm >= SURE_OF_HARM || tellsOfHarm(hits)) return Math.max(p, hits.some(({ category }) => ABROAD.has(category)) ? high : low)
  return words ? p : Math.min(p, (low + high) / 2)
}

function hasWords({ kinds }: Folded): boolean {
  return kinds[LATIN]! + kinds[THAI]! + kinds[HAN]! + kinds[ARABIC]! + kinds[KANA]! + kinds[HANGUL]! + kinds[CYRILLIC]! + kinds[LETTER]! > 0
}

/** The intent's probabilities agree with the complaint's: what is surely a complaint cannot be surely something else. */
function intentOf(raw: number[], p: number): { value: Intent; p: number } {
  const at = FIRST_HEADS.intent.indexOf('complaint')
  const rest = 1 - raw[at]!
  const complaint = (raw[at]! + p) / 2
  const agreed = raw.map((q, k) => (k === at ? complaint : rest > 1e-9 ? (q / rest) * (1 - complaint) : (1 - complaint) / (raw.length - 1)))
  return best(FIRST_HEADS.intent, agreed)
}

function deepFindings(
  model: Model,
  features: Features,
  lang: string,
  { p, none, harm, hits }: { p: number; none: boolean; harm: number; hits: RiskHit[] },
): Pick<Finding, 'severity' | 'topics'> {
  const logits = secondScores(model, features, lang)
  const given = softmax(logits, LANE.severity, 5)
  return {
    severity: raiseSeverity(given, harm, p, hits, none),
    topics: topicsFrom(TOPICS, softmax(logits, LANE.topic, TOPICS.length)),
  }
}

function riskPhrase(hit: RiskHit, folded: Folded, text: string): RiskPhrase {
  const span = wholeGraphemes(text, folded.at[hit.first]!, folded.at[hit.last]!)
  return { id: hit.id, version: hit.version, category: hit.category, ...span, ...(hit.disguised ? { disguised: true } : {}) }
}

function reasonsFor(model: Model, folded: Folded, features: Features, text: string, against: boolean, hits: RiskHit[]): Reason[] {
  const rules = hits.slice(0, MOST_REASONS / 2).map((hit): Reason => {
    const { start, end } = wholeGraphemes(text, folded.at[hit.first]!, folded.at[hit.last]!)
    return { task: 'severity', start, end, weight: 1, rule: hit.rule }
  })
  const words = complaintReasons(model, folded, features, text, against ? -1 : 1, MOST_REASONS)
  const told = (word: Reason) => rules.some((rule) => rule.start <= word.start && rule.end >= word.end)
  return [...rules, ...words.filter((word) => !told(word))].slice(0, MOST_REASONS)
}

function best<T extends string>(values: readonly T[], p: number[]): { value: T; p: number } {
  let at = 0
  for (let k = 1; k < p.length; k++) if (p[k]! > p[at]!) at = k
  return { value: values[at]!, p: round(p[at]!) }
}

const round = (p: number): number => Math.round(p * 10_000) / 10_000
