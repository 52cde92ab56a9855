import type { Channel, Customer } from './people'
import { fill, type Language, type Phrase, type Phrases } from './phrases'
import type { Random } from './random'
import { type Place, type Subject, slotValue, subject } from './slots'
import { spoken } from './voice'

export type Kind = 'complaint' | 'severe' | 'question' | 'praise' | 'lead' | 'mention' | 'spam' | 'thanks' | 'followup'
export type Wish = {
  kind: Kind
  topic: string | null
  channel: Channel
  public: boolean
  place: Place
  favourite: string | null
  about: Subject | null
}
export type Draft = { text: string; about: Subject }

type Form = 'letter' | 'chat' | 'review' | 'post' | 'note'
const MAIN: Record<Kind, string> = {
  complaint: '',
  severe: 'severe',
  question: 'question',
  praise: 'praise',
  lead: 'lead',
  mention: 'mention',
  spam: 'spam',
  thanks: 'thanks',
  followup: 'followup',
}
/** What else may be said about a topic; see `about` of a phrase. */
const FITTING: Record<string, string[]> = {
  'problem.formula': ['skin', 'product'],
  'problem.broken': ['gadget', 'product'],
  'problem.parcel': ['parcel'],
  'problem.wrong': ['parcel', 'product'],
  'problem.charge': ['money'],
  'problem.refund': ['money'],
  'problem.card': ['money'],
  'problem.price': ['money'],
}
const HASTY = new Set<Form>(['chat', 'post'])

/** One message of this customer: sentences picked for the kind, put together as the channel has it, in the customer's own habits. */
export function compose(customer: Customer, wish: Wish, phrases: Phrases, random: Random): Draft {
  const form = formOf(wish)
  const section = wish.kind === 'complaint' ? wish.topic! : MAIN[wish.kind]
  const main = random.pick(phrases.get(section))
  const about = wish.about ?? subject(customer, main, wish.place, random, wish.favourite)
  const say = (phrase: Phrase) => fill(phrase.line, random, (name) => slotValue(name, about, customer, random))
  const fits = fitting(wish, section, main)
  const one = (name: string) => say(random.pick(phrases.get(name).filter((phrase) => phrase.about === 'any' || fits.has(phrase.about))))
  const second = phrases.get(section).filter((phrase) => phrase.about === main.about && (phrase.only?.includes(about.product.id) ?? true))
  const more = doubled(wish.kind, form, random) ? [say(random.pick(second))] : []
  const body = joined([say(main), ...more, ...tailSections(wish.kind, form, random).map(one)], customer.language)
  const whole = dressed(body, form, wish, customer, one, random).replace(/ {2,}/g, ' ')
  const text = spoken(whole, customer, HASTY.has(form), random)
  return { text: form === 'note' ? phoneNote(text, phrases, about, customer, random) : text, about }
}

function fitting({ kind }: Wish, section: string, main: Phrase): Set<string> {
  const about = FITTING[section] ?? (main.about === 'any' ? [] : [main.about, 'product'])
  const sour = kind === 'complaint' || kind === 'severe' || kind === 'followup'
  const asks = sour || kind === 'question' || kind === 'lead'
  const shop = kind === 'question' && main.line.includes('{p}') ? (main.about === 'any' ? ['product'] : ['product', 'spec']) : []
  return new Set([...(kind === 'lead' || kind === 'followup' ? [] : about), ...shop, ...(sour ? ['sour'] : []), ...(asks ? ['ask'] : [])])
}

/** Who has room says a second thing of the same sort. */
const doubled = (kind: Kind, form: Form, random: Random) =>
  random.chance(form === 'letter' || form === 'review' ? 0.3 : 0.08) && (kind === 'complaint' || kind === 'question' || kind === 'praise')

function formOf({ channel, public: open }: Wish): Form {
  if (channel === 'email' || channel === 'web_form') return 'letter'
  if (channel === 'google_reviews' || channel === 'app_store') return 'review'
  if (channel === 'phone') return 'note'
  return open ? 'post' : 'chat'
}

/** Which kinds of sentence follow the first, by how much room the channel gives. */
function tailSections(kind: Kind, form: Form, random: Random): string[] {
  const some = (sections: string[], from: number, to: number) => {
    const left = [...sections]
    return Array.from({ length: Math.min(random.whole(from, to), left.length) }, () => left.splice(random.whole(0, left.length - 1), 1)[0]!)
  }
  const room = form === 'letter' ? 2 : form === 'note' ? 1 : 0
  if (kind === 'complaint' || kind === 'severe') {
    if (form === 'review') return [...some(['effect', 'detail'], 0, 1), 'verdict']
    return some(['detail', 'effect', 'demand'], room, room + 1)
  }
  if (kind === 'question') return some(['context', 'context'], form === 'letter' ? 1 : 0, 2)
  if (kind === 'praise') return some(['praise.tail'], form === 'letter' ? 1 : 0, 1)
  if (kind === 'lead') return some(['context'], 0, 1)
  return kind === 'followup' && random.chance(0.3) ? ['demand'] : []
}

const SPACED: Record<Language, string> = { en: ' ', fa: ' ', th: ' ', zh: '' }

function joined(sentences: string[], language: Language): string {
  const unique = [...new Set(sentences)]
  const ended = unique.map((sentence, at) =>
    at === unique.length - 1 || language === 'th' || /[.!?。！？～؟:\p{Emoji_Presentation}]$/u.test(sentence)
      ? sentence
      : `${sentence}${language === 'zh' ? '，' : '.'}`,
  )
  return ended.join(SPACED[language])
}

function dressed(
  body: string,
  form: Form,
  { kind }: Wish,
  { language, style }: Customer,
  one: (section: string) => string,
  random: Random,
): string {
  const sour = kind === 'complaint' || kind === 'severe' || kind === 'followup'
  const face =
    style.emoji && (form === 'chat' || form === 'post' || form === 'review') && random.chance(0.6)
      ? ` ${one(sour ? 'emoji.bad' : 'emoji.good')}`
      : ''
  const loud = style.loud && sour && language === 'en' && form !== 'letter' ? body.replace(/\.$/, '!!') : body
  if (form === 'letter' && kind !== 'spam') {
    const close = random.chance(0.75) && kind !== 'thanks' ? `\n\n${one('close')}` : ''
    return `${random.chance(0.85) ? `${one('open.letter')}\n\n` : ''}${body}${close}`
  }
  if (form === 'chat' && random.chance(0.45)) return `${one('open.chat')}${random.pick(['\n', ' '])}${loud}${face}`
  if (form === 'post' && random.chance(0.5)) return random.chance(0.5) ? `${one('tag')} ${loud}${face}` : `${loud}${face} ${one('tag')}`
  return loud + face
}

function phoneNote(text: string, phrases: Phrases, about: Subject, customer: Customer, random: Random) {
  return fill(random.pick(phrases.get('phone')).line, random, (name) => (name === 'x' ? text : slotValue(name, about, customer, random)))
}
