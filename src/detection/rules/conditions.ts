import { type ASTNode, Environment } from '@marcbachmann/cel-js'
import type { Finding } from '../../domain/finding'
import { compilePhrases, edgesOf, hitsIn, type Phrase, type Phrases } from '../risk/hits'
import { foldedString, normalise } from '../text/normalise'
import { compilePattern, type Matcher } from './pattern'

/** What conditions may ask besides the finding. */
export type Circumstances = { lang: string | null; public: boolean; channel: string | null }
/** A condition ready to be asked; it is the same for the same message. @throws only what the language calls an error, such as dividing by zero. */
export type Condition = (finding: Finding, text: string, about: Circumstances) => boolean

/** Why a condition is not taken, in a sentence for whoever wrote it. */
export class ConditionRefused extends Error {}

const LONGEST = 2_000
/** Steps that a condition may take on one message, counted before it runs: lists hold at most this many, and one inside another multiply. */
const MOST_STEPS = 20_000
const LONGEST_LIST = 32
const MOST_READINGS = 16

const CALLS = new Set(['said', 'like', 'size'])
const METHODS = new Set(['contains', 'startsWith', 'endsWith', 'size', 'exists', 'all', 'exists_one'])
const LOOPS = new Set(['exists', 'all', 'exists_one'])
const SIGNS = new Set([
  'value',
  'id',
  '.',
  '[]',
  'call',
  'rcall',
  'list',
  '?:',
  '||',
  '&&',
  '!_',
  '-_',
  '!=',
  '==',
  'in',
  '-',
  '*',
  '<',
  '<=',
  '>',
  '>=',
])
const INSTEAD: Record<string, string> = {
  matches: 'matches() is left out, for its patterns can take minutes over one message: use like("…").',
  '+': 'Texts and lists are not put together in a condition: ask two things with && or ||.',
  '/': 'Nothing is divided in a condition: multiply the other side.',
}

/** The message that is being asked about: the functions of a condition know nothing else of it. */
let reading: { said: Set<string>; text: string } = { said: new Set(), text: '' }

/** Compiles the conditions of one firm. What is wrong with one stops none of the others: it comes back as the reason it is refused. */
export function compileCondition(source: string): Condition {
  if (source.length > LONGEST) throw new ConditionRefused(`The condition has ${source.length} characters; at most ${LONGEST} are read.`)
  const words: string[] = []
  const matchers = new Map<string, Matcher>()
  const environment = environmentWith(
    (word) => reading.said.has(word),
    (pattern) => asked(matchers.get(pattern)!),
  )
  const checked = environment.check(source)
  if (!checked.valid) throw new ConditionRefused(firstLine(checked.error?.message ?? 'The condition cannot be read.'))
  if (checked.type !== 'bool') throw new ConditionRefused(`A condition is true or false; this one is a ${checked.type}.`)
  const evaluate = environment.parse(source)
  inspect(evaluate.ast, words, matchers)
  const phrases = words.length > 0 ? compilePhrases(words.map(asPhrase)) : null
  return (finding, text, about) => {
    reading = { said: phrases ? heard(phrases, words, text) : NOTHING, text }
    return evaluate(factsOf(finding, text, about)) === true
  }
}

const NOTHING: Set<string> = new Set()

/** Folds the text again: it is the scratch space of whoever read last. */
function asked(matcher: Matcher): boolean {
  const { units, length } = normalise(reading.text)
  return matcher(units, length)
}

function heard(phrases: Phrases, words: string[], text: string): Set<string> {
  const folded = normalise(text)
  const hits = hitsIn(phrases, folded)
  return new Set(hits.map((hit) => words[hit.phrase]!))
}

function asPhrase(written: string): Phrase {
  const open = written.endsWith('*')
  const text = foldedString(open ? written.slice(0, -1) : written)
  if (text === '') throw new ConditionRefused('said("") asks for no words.')
  return { text, open, edges: edgesOf(text) }
}

const VALUED = { value: 'string', p: 'double' } as const

function environmentWith(said: (word: string) => boolean, like: (pattern: string) => boolean): Environment {
  const environment = new Environment({
    limits: { maxAstNodes: 300, maxDepth: 30, maxListElements: 100, maxMapEntries: 0, maxCallArguments: 4 },
  })
  for (const name of ['complaint', 'severity', 'urgency', 'sentiment', 'intent', 'emotion'])
    environment.registerVariable({ name, schema: VALUED })
  for (const name of ['topics', 'categories', 'phrases', 'tags']) environment.registerVariable(name, 'list<string>')
  return environment
    .registerVariable('harm', 'double')
    .registerVariable('lang', 'string')
    .registerVariable('channel', 'string')
    .registerVariable('text', 'string')
    .registerVariable('public', 'bool')
    .registerFunction('said(string): bool', said)
    .registerFunction('like(string): bool', like)
}

function factsOf(finding: Finding, text: string, about: Circumstances): Record<string, unknown> {
  const { complaint, severity, urgency, sentiment, intent, topics, risk_phrases: risks } = finding
  const emotion = (finding as { emotion?: { value: string; p: number } }).emotion ?? { value: 'neutral', p: 0 }
  return {
    complaint,
    severity: { value: severity.value, p: severity.p[severity.value] },
    urgency,
    sentiment,
    intent,
    emotion,
    topics: topics.map(({ value }) => value),
    categories: [...new Set(risks.map(({ category }) => category))],
    phrases: risks.map(({ id }) => id),
    tags: finding.tags ?? [],
    harm: severity.p.A + severity.p.B,
    lang: finding.lang.value,
    channel: about.channel ?? '',
    public: about.public,
    text,
  }
}

/** Takes only what is on the lists above, notes the words and patterns, and counts the steps. */
function inspect(ast: ASTNode, words: string[], matchers: Map<string, Matcher>): void {
  let readings = 0
  const literal = (name: string, nodes: readonly ASTNode[]): string => {
    const [given] = nodes
    if (given?.op !== 'value' || typeof given.args !== 'string') throw new ConditionRefused(`${name}("…") needs its words written out.`)
    if (++readings > MOST_READINGS) throw new ConditionRefused(`A condition may use said() and like() ${MOST_READINGS} times at most.`)
    return given.args
  }
  const steps = (node: ASTNode): number => {
    const { op, args } = node
    const name = op === 'call' || op === 'rcall' ? String((args as unknown[])[0]) : op
    const allowed = op === 'call' ? CALLS.has(name) : op === 'rcall' ? METHODS.has(name) : SIGNS.has(op)
    if (!allowed) throw new ConditionRefused(INSTEAD[name] ?? `"${name}" is not part of what conditions may use.`)
    if (op === 'call' && name === 'said') words.push(literal('said', (args as [string, ASTNode[]])[1]))
    if (op === 'call' && name === 'like') {
      const pattern = literal('like', (args as [string, ASTNode[]])[1])
      matchers.set(pattern, compilePattern(pattern))
    }
    const inner = childrenOf(args).reduce((sum, child) => sum + steps(child), 1)
    return op === 'rcall' && LOOPS.has(name) ? inner * LONGEST_LIST : inner
  }
  if (steps(ast) > MOST_STEPS)
    throw new ConditionRefused('The condition asks too much of each message: put fewer lists inside one another.')
}

const childrenOf = (args: unknown): ASTNode[] =>
  Array.isArray(args)
    ? args.flatMap((each) => childrenOf(each))
    : typeof args === 'object' && args !== null && 'op' in args
      ? [args as ASTNode]
      : []

const firstLine = (message: string): string => message.split('\n')[0]!
