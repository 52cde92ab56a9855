/** Whose a saved reply is: one person's, one team's, or everybody's. */
export const SCOPES_OF_REPLIES = ['mine', 'team', 'company'] as const
export type ReplyScope = (typeof SCOPES_OF_REPLIES)[number]

/** What a macro does, step by step; an answer is put into the composer and never sent by itself. */
export type Step =
  | { do: 'acknowledge'; tell: boolean }
  | { do: 'take' }
  | { do: 'hand_to'; team: string; reason: string }
  | { do: 'note'; text: string }
  | { do: 'insert'; reply: string }

/** One saved reply with its words in several languages, or a macro with its steps. */
export type SavedReply = {
  id: string
  kind: 'reply' | 'macro'
  scope: ReplyScope
  owner: string | null
  team: string | null
  /** Only who leads may change it. */
  locked: boolean
  title: string
  /** By language, where it is called differently in each; missing where it has one name. */
  titles?: Readonly<Record<string, string>>
  /** By language; empty for a macro. */
  texts: Readonly<Record<string, string>>
  /** Where it is offered first: topics of a case, channels; empty is everywhere. */
  topics: readonly string[]
  channels: readonly string[]
  steps: readonly Step[]
  used: number
}
/** Somebody who wants to use or change one; `leads` is the right to decide for others. */
export type Asker = { userId: string | null; team: string | null; leads: boolean }

export const mayUse = ({ scope, owner, team }: Pick<SavedReply, 'scope' | 'owner' | 'team'>, asker: Asker) =>
  scope === 'company' || (scope === 'team' ? asker.leads || team === asker.team : owner !== null && owner === asker.userId)

export const mayChange = (reply: Pick<SavedReply, 'scope' | 'owner' | 'team' | 'locked'>, asker: Asker) =>
  reply.scope === 'mine'
    ? reply.owner !== null && reply.owner === asker.userId
    : asker.leads || (reply.scope === 'team' && !reply.locked && reply.team === asker.team)

export type About = { topics: readonly string[]; channel: string; language: string | null }

/** Those that fit what was typed, best first: made for this topic, for this channel, in the customer's language, then by use. */
export function ranked<Row extends SavedReply>(all: readonly Row[], words: string, about: About): Row[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const fits = all.filter(({ title, texts }) => {
    const said = `${title} ${Object.values(texts).join(' ')}`.toLocaleLowerCase()
    return wanted.every((word) => said.includes(word))
  })
  return [...fits].sort((a, b) => score(b, wanted, about) - score(a, wanted, about) || b.used - a.used || a.title.localeCompare(b.title))
}

function score({ title, texts, topics, channels }: SavedReply, wanted: readonly string[], { topics: its, channel, language }: About) {
  const named = wanted.length > 0 && title.toLocaleLowerCase().startsWith(wanted[0]!) ? 16 : 0
  const topic = topics.some((one) => its.includes(one)) ? 8 : topics.length > 0 ? -4 : 0
  const way = channels.includes(channel) ? 4 : channels.length > 0 ? -2 : 0
  return named + topic + way + (language !== null && texts[language] ? 1 : 0)
}

/** The words for a customer's language, else in the firm's, else in any. */
export const textFor = ({ texts }: Pick<SavedReply, 'texts'>, ...languages: (string | null)[]) =>
  languages.flatMap((language) => (language !== null && texts[language]) || []).at(0) ?? Object.values(texts)[0] ?? ''

/** Facts that a text may ask for, as `{{customer}}` or, with words for when nobody knows, `{{customer|there}}`. */
export const VARIABLES = ['customer', 'reference', 'firm', 'agent', 'product', 'order', 'answer_by'] as const
export type Variable = (typeof VARIABLES)[number]
const PLACES = /\{\{\s*(customer|reference|firm|agent|product|order|answer_by)\s*(?:\|([^{}]*))?\}\}/g

export const filled = (text: string, facts: Readonly<Partial<Record<Variable, string | null>>>) =>
  text.replace(PLACES, (whole, name: Variable, otherwise: string | undefined) => facts[name] || (otherwise?.trim() ?? whole))

/** What still has to be filled in by hand, each once. A text with such a gap must not reach a customer. */
export const unfilled = (text: string): Variable[] => [...new Set([...text.matchAll(PLACES)].map(([, name]) => name as Variable))]
