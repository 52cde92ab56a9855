/**
 * What a firm may write in a pattern: letters, `.`, classes such as `[a-z]` and `[^0-9]`, `\d \w \s` and `\` before any sign, groups `( )`,
 * `|`, and `? * + {m,n}`. Nothing else: what is left out (back-references, looking ahead or behind, lazy or possessive counts, anchors
 * inside) is what makes other engines take minutes over one message.
 */
export type Node =
  | { kind: 'set'; ranges: readonly Range[]; negated: boolean }
  | { kind: 'all'; parts: Node[] }
  | { kind: 'any'; parts: Node[] }
  | { kind: 'times'; part: Node; least: number; most: number }
/** First and last UTF-16 unit, inclusive. */
export type Range = readonly [number, number]
/** A pattern read: whether it must begin where the text begins and end where it ends. */
export type Pattern = { node: Node; fromStart: boolean; toEnd: boolean }

/** Why a pattern is not taken, in a sentence for whoever wrote it. */
export class PatternRefused extends Error {}

const LONGEST = 1_000
const DEEPEST = 20
const MOST_TIMES = 100
const DIGITS: Range[] = [[48, 57]]
const SPACES: Range[] = [[32, 32]]
/** Letters of every script, as far as a unit tells: not a space, not a sign of ASCII. */
const LETTERS: Range[] = [
  [48, 57],
  [95, 95],
  [97, 122],
  [65, 90],
  [0xaa, 0xffff],
]
const CLASSES: Record<string, { ranges: Range[]; negated: boolean }> = {
  d: { ranges: DIGITS, negated: false },
  D: { ranges: DIGITS, negated: true },
  s: { ranges: SPACES, negated: false },
  S: { ranges: SPACES, negated: true },
  w: { ranges: LETTERS, negated: false },
  W: { ranges: LETTERS, negated: true },
}
const REFUSED: [RegExp, string][] = [
  [/^\\[1-9]/, 'A back-reference (\\1) makes matching slow without bound, so patterns have none: write out what may follow.'],
  [/^\\k</, 'A named back-reference makes matching slow without bound, so patterns have none: write out what may follow.'],
  [/^\(\?<?[=!]/, 'Looking ahead or behind is not part of our patterns: combine two conditions with && instead.'],
  [/^\(\?/, 'Groups are plain: ( ). Names and flags are not part of our patterns.'],
  [/^\\[bBAzZG]/, 'Anchors such as \\b are not part of our patterns: use ^ at the beginning, $ at the end, or said("…") for whole words.'],
  [/^\\[pP]\{/, 'Unicode classes are not part of our patterns: use \\w, or name the letters in [ ].'],
]

/** @throws PatternRefused */
export function parsePattern(source: string): Pattern {
  if (source.length === 0) throw new PatternRefused('The pattern is empty.')
  if (source.length > LONGEST) throw new PatternRefused(`The pattern has ${source.length} characters; at most ${LONGEST} are read.`)
  const fromStart = source.startsWith('^')
  const toEnd = /(^|[^\\])(\\\\)*\$$/.test(source)
  const reader = new Reader(source.slice(fromStart ? 1 : 0, toEnd ? -1 : undefined))
  return { node: reader.whole(), fromStart, toEnd }
}

class Reader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): Node {
    const node = this.#choice()
    if (this.#at < this.#text.length) throw new PatternRefused('A ")" has no "(" before it.')
    return node
  }

  #choice(): Node {
    if (++this.#depth > DEEPEST) throw new PatternRefused(`Groups lie more than ${DEEPEST} deep.`)
    const parts = [this.#sequence()]
    while (this.#text[this.#at] === '|') {
      this.#at++
      parts.push(this.#sequence())
    }
    this.#depth--
    return parts.length === 1 ? parts[0]! : { kind: 'any', parts }
  }

  #sequence(): Node {
    const parts: Node[] = []
    while (this.#at < this.#text.length && this.#text[this.#at] !== '|' && this.#text[this.#at] !== ')')
      parts.push(this.#counted(this.#one()))
    return { kind: 'all', parts }
  }

  #one(): Node {
    const rest = this.#text.slice(this.#at, this.#at + 4)
    for (const [shape, reason] of REFUSED) if (shape.test(rest)) throw new PatternRefused(reason)
    const sign = this.#text[this.#at++]!
    if (sign === '(') {
      const inner = this.#choice()
      if (this.#text[this.#at++] !== ')') throw new PatternRefused('A "(" is not closed.')
      return inner
    }
    if (sign === '[') return this.#set()
    if (sign === '.') return { kind: 'set', ranges: [], negated: true }
    if (sign === '\\') return this.#escaped()
    if ('*+?{'.includes(sign))
      throw new PatternRefused(`"${sign}" counts nothing here: put a letter or a group before it, or write \\${sign}.`)
    if (sign === '^' || sign === '$')
      throw new PatternRefused(`"${sign}" is only for the very beginning or end of a pattern; as a sign write \\${sign}.`)
    return only(sign)
  }

  #escaped(): Node {
    const sign = this.#text[this.#at++]
    if (sign === undefined) throw new PatternRefused('The pattern ends in a lone "\\".')
    const known = CLASSES[sign]
    if (known) return { kind: 'set', ...known }
    if (/[a-zA-Z0-9]/.test(sign)) throw new PatternRefused(`"\\${sign}" is not part of our patterns.`)
    return only(sign)
  }

  #set(): Node {
    const negated = this.#text[this.#at] === '^'
    if (negated) this.#at++
    const ranges: Range[] = []
    for (;;) {
      const sign = this.#text[this.#at++]
      if (sign === undefined) throw new PatternRefused('A "[" is not closed.')
      if (sign === ']') return { kind: 'set', ranges, negated }
      if (sign === '\\' && /[dsw]/.test(this.#text[this.#at] ?? '')) {
        ranges.push(...CLASSES[this.#text[this.#at++]!]!.ranges)
        continue
      }
      const first = sign === '\\' ? (this.#text[this.#at++] ?? '\\') : sign
      if (this.#text[this.#at] === '-' && this.#text[this.#at + 1] !== ']' && this.#at + 1 < this.#text.length) {
        const last = this.#text[this.#at + 1]!
        if (last < first) throw new PatternRefused(`The range ${first}-${last} runs backwards.`)
        ranges.push([first.charCodeAt(0), last.charCodeAt(0)])
        this.#at += 2
      } else ranges.push([first.charCodeAt(0), first.charCodeAt(0)])
    }
  }

  #counted(part: Node): Node {
    const sign = this.#text[this.#at]
    const braces = sign === '{' ? /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#text.slice(this.#at)) : null
    if (sign === '{' && !braces) throw new PatternRefused('A "{" needs a count such as {2} or {1,3}; as a sign write \\{.')
    const counted = braces ? timesOf(part, braces) : SIMPLE[sign ?? '']?.(part)
    if (!counted) return part
    this.#at += braces ? braces[0].length : 1
    const next = this.#text[this.#at] ?? ''
    if (next === '?' || next === '+')
      throw new PatternRefused(`Lazy and possessive counts ("${sign}${next}") are not needed here: a pattern only says yes or no.`)
    return counted
  }
}

const SIMPLE: Record<string, (part: Node) => Node> = {
  '?': (part) => ({ kind: 'times', part, least: 0, most: 1 }),
  '*': (part) => ({ kind: 'times', part, least: 0, most: Number.POSITIVE_INFINITY }),
  '+': (part) => ({ kind: 'times', part, least: 1, most: Number.POSITIVE_INFINITY }),
}

function timesOf(part: Node, [, from, comma, to]: RegExpExecArray): Node {
  const least = Number(from)
  const most = comma === undefined ? least : to === '' ? Number.POSITIVE_INFINITY : Number(to)
  if (most < least) throw new PatternRefused(`{${from},${to}} counts backwards.`)
  if (least > MOST_TIMES || (Number.isFinite(most) && most > MOST_TIMES)) throw new PatternRefused(`Counts go up to ${MOST_TIMES}.`)
  return { kind: 'times', part, least, most }
}

const only = (sign: string): Node => ({ kind: 'set', ranges: [[sign.charCodeAt(0), sign.charCodeAt(0)]], negated: false })
