import type { Facts, FactType } from './facts'

/**
 * A condition of a rule book: the part of CEL (Common Expression Language) that such conditions need, with `&&`, `||`, `!`, `==`, `!=`,
 * `in`, texts, lists of texts, true and false, and the facts of one list. It has types, no functions and no loops, and a third answer:
 * null where it turns on a question that nobody has answered yet.
 */
export type Expression = { source: string; node: Node; names: readonly string[] }
export type Answer = boolean | null

type Type = FactType
type Node =
  | { op: 'and' | 'or'; sides: [Node, Node] }
  | { op: 'not'; side: Node }
  | { op: 'equal' | 'differs' | 'in'; sides: [Node, Node] }
  | { op: 'fact'; name: string; type: Type; otherwise: boolean | null }
  | { op: 'value'; value: boolean | string | readonly string[]; type: Type }

type Types = Readonly<Record<string, { type: Type; otherwise?: boolean }>>
type Token = { text: string; at: number }
const TOKEN = /\s*(?:([A-Za-z_]\w*)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(&&|\|\||==|!=|[!()[\],]))/y

class Wrong extends Error {}
const wrong = (said: string, at: number): never => {
  throw new Wrong(`${said} at character ${at + 1}`)
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (source.slice(at).trim() !== '') {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(source)
    if (!found) return wrong('there is something that is not part of a condition', at + source.slice(at).search(/\S/))
    tokens.push({ text: found[0].trim(), at: TOKEN.lastIndex - found[0].trim().length })
    at = TOKEN.lastIndex
  }
  return tokens
}

const TYPE_WORDS: Record<Type, string> = { yes_no: 'a yes-or-no question', text: 'a text', texts: 'a list of texts' }

class Reader {
  #tokens: Token[]
  #at = 0
  readonly names = new Set<string>()
  readonly #source: string
  readonly #types: Types
  constructor(source: string, types: Types) {
    this.#source = source
    this.#types = types
    this.#tokens = tokensOf(source)
  }

  whole(): Node {
    const { node, type } = this.#or()
    if (this.#at < this.#tokens.length) wrong(`"${this.#tokens[this.#at]!.text}" was not expected`, this.#here())
    if (type !== 'yes_no') wrong(`the whole is ${TYPE_WORDS[type]} and not a yes-or-no question`, 0)
    return node
  }

  #here = () => this.#tokens[this.#at]?.at ?? this.#source.length
  #next(text: string) {
    if (this.#tokens[this.#at]?.text !== text) return false
    this.#at++
    return true
  }
  #or = () => this.#chain('||', 'or', () => this.#chain('&&', 'and', () => this.#compared()))

  #chain(sign: string, op: 'and' | 'or', part: () => { node: Node; type: Type }) {
    let left = part()
    while (this.#next(sign)) {
      const at = this.#here()
      const right = part()
      if (left.type !== 'yes_no' || right.type !== 'yes_no') wrong(`"${sign}" joins yes-or-no questions only`, at)
      left = { node: { op, sides: [left.node, right.node] }, type: 'yes_no' }
    }
    return left
  }

  #compared(): { node: Node; type: Type } {
    const left = this.#single()
    const at = this.#here()
    const op = this.#next('==') ? 'equal' : this.#next('!=') ? 'differs' : this.#next('in') ? 'in' : null
    if (op === null) return left
    const right = this.#single()
    const fits = op === 'in' ? left.type === 'text' && right.type === 'texts' : left.type === right.type && left.type !== 'texts'
    if (!fits) wrong(`${TYPE_WORDS[left.type]} cannot be compared with ${TYPE_WORDS[right.type]} in this way`, at)
    return { node: { op, sides: [left.node, right.node] }, type: 'yes_no' }
  }

  #single(): { node: Node; type: Type } {
    const at = this.#here()
    const text = this.#tokens[this.#at++]?.text ?? wrong('something is missing', at)
    if (text === '!') {
      const { node, type } = this.#single()
      if (type !== 'yes_no') wrong('"!" stands before a yes-or-no question only', at)
      return { node: { op: 'not', side: node }, type: 'yes_no' }
    }
    if (text === '(') {
      const inner = this.#or()
      if (!this.#next(')')) wrong('")" is missing', this.#here())
      return inner
    }
    if (text === '[') return this.#list()
    if (/^['"]/.test(text)) return literal(text.slice(1, -1).replace(/\\(.)/g, '$1'), 'text')
    if (text === 'true' || text === 'false') return literal(text === 'true', 'yes_no')
    return this.#fact(text, at)
  }

  #list(): { node: Node; type: Type } {
    const values: string[] = []
    while (!this.#next(']')) {
      const at = this.#here()
      const text = this.#tokens[this.#at++]?.text ?? wrong('"]" is missing', at)
      if (!/^['"]/.test(text)) wrong('a list holds texts only', at)
      values.push(text.slice(1, -1))
      if (!this.#next(',') && this.#tokens[this.#at]?.text !== ']') wrong('"," or "]" is missing', this.#here())
    }
    return literal(values, 'texts')
  }

  #fact(text: string, at: number): { node: Node; type: Type } {
    if (!Object.hasOwn(this.#types, text)) return wrong(`"${text}" is not a fact that we know`, at)
    const { type, otherwise = null } = this.#types[text]!
    this.names.add(text)
    return { node: { op: 'fact', name: text, type, otherwise }, type }
  }
}
const literal = (value: boolean | string | readonly string[], type: Type) => ({ node: { op: 'value', value, type } as const, type })

/** Reads a condition; a problem is the end of a sentence that begins with where it stands. */
export function readExpression(source: string, types: Types): { ok: true; value: Expression } | { ok: false; problem: string } {
  try {
    const reader = new Reader(source, types)
    const node = reader.whole()
    return { ok: true, value: { source, node, names: [...reader.names] } }
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: error.message }
    throw error
  }
}

/** Yes, no, or null where an unanswered question decides. */
export const holds = (expression: Expression, facts: Facts): Answer => ask(expression.node, facts)

/** The questions that nobody has answered and that the answer still turns on. */
export const openQuestions = (expression: Expression, facts: Facts): string[] =>
  holds(expression, facts) === null ? expression.names.filter((name) => facts[name] === undefined && isOpen(expression.node, name)) : []

/** The texts that a condition compares a fact with: what an answer may be to make a difference. */
export function comparedWith(expression: Expression, name: string): string[] {
  const texts = (node: Node): string[] => (node.op !== 'value' || node.value === true || node.value === false ? [] : [node.value].flat())
  const within = (node: Node): string[] => {
    if (node.op === 'fact' || node.op === 'value') return []
    if (node.op === 'not') return within(node.side)
    const here = node.sides.some((side) => side.op === 'fact' && side.name === name) ? node.sides.flatMap(texts) : []
    return [...here, ...node.sides.flatMap(within)]
  }
  return [...new Set(within(expression.node))]
}

const isOpen = (node: Node, name: string): boolean =>
  node.op === 'fact'
    ? node.name === name && node.type === 'yes_no' && node.otherwise === null
    : node.op === 'value'
      ? false
      : node.op === 'not'
        ? isOpen(node.side, name)
        : node.sides.some((side) => isOpen(side, name))

function ask(node: Node, facts: Facts): Answer {
  switch (node.op) {
    case 'value':
      return node.value === true
    case 'fact': {
      const said = facts[node.name]
      return typeof said === 'boolean' ? said : node.otherwise
    }
    case 'not': {
      const inner = ask(node.side, facts)
      return inner === null ? null : !inner
    }
    case 'and':
    case 'or':
      return joined(node.op, ask(node.sides[0], facts), () => ask(node.sides[1], facts))
    default:
      return compared(node, facts)
  }
}

/** "No" settles an "and" and "yes" an "or", whatever the other side turns out to be. */
function joined(op: 'and' | 'or', left: Answer, right: () => Answer): Answer {
  const settles = op === 'or'
  if (left === settles) return settles
  const other = right()
  return other === settles ? settles : left === null || other === null ? null : !settles
}

function compared(node: Node & { op: 'equal' | 'differs' | 'in' }, facts: Facts): Answer {
  const [left, right] = node.sides.map((side) => worthOf(side, facts)) as [ReturnType<typeof worthOf>, ReturnType<typeof worthOf>]
  if (left === null || right === null) return null
  if (node.op === 'in') return (right as readonly string[]).includes(left as string)
  return (left === right) === (node.op === 'equal')
}

function worthOf(node: Node, facts: Facts): boolean | string | readonly string[] | null {
  if (node.op === 'value') return node.value
  if (node.op !== 'fact') return ask(node, facts)
  const said = facts[node.name]
  if (said !== undefined) return said
  return node.type === 'yes_no' ? node.otherwise : node.type === 'text' ? '' : []
}
