import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lastLine, SPOKEN } from './learn/grams'
import { kindGrams, kindToken } from './learn/kinds'
import { markOf, neighbourOf } from './model'
import type { Folded } from './text/normalise'

/** logit of harm = `lane` · what the first look says + `score` · what the second says + `phrase` where one of harm stands + `shift`. */
export type Heard = { lane: number; score: number; phrase: number; shift: number }
/** How the whole second look counts, and how its words do before the rest is asked. */
export type LookCalibration = Heard & { words: Heard }
/** What the model's card says of `harm.bin`: log2 of its rows, how many words of a kind stand behind them, the worth of a whole-number weight, and what each language adds. */
export type LookCard = { sha256: string; bits: number; kinds: number; step: number; by: Record<string, LookCalibration & { bias: number }> }
/** By a word's hash with its language's salt, the tokens of the kinds that it belongs to. */
export type Kinds = Map<number, number[]>
/** A row holds its feature's mark in the low byte and the weight in the high one. */
export type SecondLook = { card: LookCard; rows: Int16Array; kinds: Kinds }

export const LOOK_FILE = 'harm.bin'

/** @throws when the file in `dir` is not the one that the card describes, or the card is of version 8 or older. */
export const readSecondLook = (dir: string, card: LookCard): SecondLook => secondLookFrom(card, readFileSync(join(dir, LOOK_FILE)))

export function secondLookFrom(card: LookCard, bytes: Uint8Array): SecondLook {
  const cut = 2 * 2 ** card.bits
  if (createHash('sha256').update(bytes).digest('hex') !== card.sha256 || bytes.length !== cut + KIND_BYTES * card.kinds)
    throw new Error(`${LOOK_FILE} is not the file that card.json describes`)
  if (Object.values(card.by).some(({ words }) => !words)) throw new Error('card.json is older than what this version reads')
  const { buffer } = new Uint8Array(bytes)
  return { card, rows: new Int16Array(buffer, 0, cut / 2), kinds: kindsFrom(new Int32Array(buffer, cut)) }
}

/** A word's hash and the number of a kind, two 32-bit numbers to a pair. */
export const KIND_BYTES = 8

export function kindsFrom(pairs: Int32Array): Kinds {
  const kinds: Kinds = new Map()
  for (let i = 0; i < pairs.length; i += 2) kinds.set(pairs[i]!, [...(kinds.get(pairs[i]!) ?? []), kindToken(pairs[i + 1]!)])
  return kinds
}

/** Languages have no feature in common: what is learned of one is no evidence about another. */
export const saltOf = (lang: string): number => Math.imul(lang.charCodeAt(0) * 256 + lang.charCodeAt(1), 0x9e3779b1)

/** Kinds tell what words tell, only more broadly; chosen by folds of the teaching messages. */
const LOUD = { chars: 1, words: 1, kinds: 0.6 }

type Hear = (hashes: Int32Array, loud: number) => void

/** Each view of a text: its features, repeats and all, in scratch space that the next one takes, and how loud they are. */
export function eachView(folded: Folded, salt: number, kinds: Kinds, hear: Hear): void {
  wordView(folded, hear)
  otherViews(folded, salt, kinds, hear)
}

const wordView = (folded: Folded, hear: Hear): void => hear(SPOKEN.words(folded), LOUD.words)

/** Right behind {@link wordView} of the same text, whose line of words it reads. */
function otherViews(folded: Folded, salt: number, kinds: Kinds, hear: Hear): void {
  hear(
    kindGrams(lastLine(), (word) => kinds.get(word ^ salt)),
    LOUD.kinds,
  )
  hear(SPOKEN.chars(folded), LOUD.chars)
}

/** What the words of a text say, and what all of it says, where anybody went on to ask. */
export type Again = { words: number; all: number | null }

/**
 * How loud a text speaks of harm to a reader of words and their neighbours, and, where that `goesOn`, of kinds of words and runs of letters too, which
 * are most of the features: some ten times those of the first look, and of our messages alone, which tell harm from what only sounds like it. Of a
 * language that it has learned.
 */
export function lookAgain({ card, rows, kinds }: SecondLook, folded: Folded, lang: string, goesOn: (words: number) => boolean): Again {
  const [salt, { bias }] = [saltOf(lang), card.by[lang]!]
  let sum = 0
  const hear: Hear = (hashes, loud) => {
    sum += loud * heard(rows, hashes, salt)
  }
  wordView(folded, hear)
  const words = sum * card.step + bias
  if (!goesOn(words)) return { words, all: null }
  otherViews(folded, salt, kinds, hear)
  return { words, all: sum * card.step + bias }
}

/** The features that a text has had already, each with the number of its turn: a slot of an earlier turn is free. */
let slots = new Int32Array(1 << 11)
let turns = new Int32Array(1 << 11)
let turn = 0

/** The sum of the distinct features' weights over the root of their number. */
function heard(rows: Int16Array, hashes: Int32Array, salt: number): number {
  const distinct = distinctFirst(hashes, salt)
  let sum = 0
  for (let i = 0; i < distinct; i++) sum += weightOf(rows, hashes[i]!)
  return sum / Math.sqrt(Math.max(1, distinct))
}

/** Moves the distinct hashes to the front, salted, and counts them. Apart from the weights, so that many of those are fetched from far memory at a time. */
function distinctFirst(hashes: Int32Array, salt: number): number {
  if (hashes.length * 2 > slots.length) makeRoom(hashes.length)
  turn = (turn + 1) | 0
  const [seen, at, now] = [slots, turns, turn]
  const last = Math.min(slots.length, 2 ** Math.ceil(Math.log2(Math.max(2, hashes.length * 4)))) - 1
  let distinct = 0
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i]! ^ salt
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 8) & last
    while (at[slot] === now && seen[slot] !== hash) slot = (slot + 1) & last
    if (at[slot] === now) continue
    at[slot] = now
    seen[slot] = hash
    hashes[distinct++] = hash
  }
  return distinct
}

function makeRoom(features: number): void {
  const size = 2 ** Math.ceil(Math.log2(features * 2))
  slots = new Int32Array(size)
  turns = new Int32Array(size)
}

/** Without a branch, since nobody can foresee whether a feature is known: what is not a feature's own is masked away. */
function weightOf(rows: Int16Array, hash: number): number {
  const [at, mark] = [hash & (rows.length - 1), markOf(hash)]
  const own = rows[at]!
  const other = rows[neighbourOf(at)]!
  const isOwn = (((own ^ mark) & 0xff) - 1) >> 31
  const isOther = (((other ^ mark) & 0xff) - 1) >> 31
  return ((own >> 8) & isOwn) | ((other >> 8) & isOther & ~isOwn)
}
