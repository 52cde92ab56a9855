import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { compose, type Draft, type Kind, type Wish } from './compose'
import { normalised, Seen } from './likeness'
import { type Channel, type Customer, peopleOf } from './people'
import { LANGUAGES, type Language, type Phrases, readPhrases } from './phrases'
import { type Random, seeded } from './random'
import { ageOn, anyDay, growing, hump, weekend } from './weeks'

/** A raw message in the shape of `POST /api/v1/messages`. */
export type Posted = {
  channel: Channel
  external_id: string
  text: string
  public: boolean
  in_reply_to: string | null
  contact: {
    name: string
    handles: { kind: string; value: string }[]
    language: string | null
    followers: number | null
    verified: boolean
    bio: string | null
  }
  product: string | null
  order: string | null
  meta: Record<string, unknown>
}
/** `day` is minus the age in days; what it was made as, by whom and to which message it answers stays here and is never written. */
export type Told = {
  message: Posted
  day: number
  kind: Kind
  language: Language
  customer: Customer
  about: Draft['about']
  answers: Told | null
}

const PEOPLE = 152
const PAST: Partial<Record<Kind, number>> = {
  complaint: 104,
  severe: 11,
  question: 318,
  praise: 150,
  lead: 58,
  mention: 82,
  spam: 28,
  thanks: 34,
  followup: 30,
}
const FEED: Partial<Record<Kind, number>> = {
  complaint: 16,
  severe: 7,
  question: 39,
  praise: 18,
  lead: 8,
  mention: 10,
  spam: 3,
  thanks: 4,
  followup: 3,
}
/** Nearer than this to any other text, a draft is thrown away. */
const TOO_LIKE = 0.7
/** Hours that the people of a language are ahead of the firm, on the whole. */
const SHIFT: Record<Language, number> = { en: 2, th: 0, zh: 1, fa: -2 }
const PUBLIC: Partial<Record<Channel, number>> = { x: 1, instagram: 0.7, facebook: 0.6, google_reviews: 1, app_store: 1 }

/** The sample firm's past and the feed that goes on: the same seed gives the same messages, no two of them alike. */
export function tell(seed: number): { past: Told[]; feed: Told[] } {
  const past: Told[] = []
  const feed: Told[] = []
  for (const language of LANGUAGES) {
    const desk = new Desk(language, seeded(seed + LANGUAGES.indexOf(language)))
    past.push(...desk.write(PAST))
    feed.push(...desk.write(FEED))
  }
  return { past: numbered(past, 'p'), feed: numbered(feed, 'f') }
}

/** Everything that is written in one language. */
class Desk {
  private readonly phrases: Phrases
  private readonly people: Customer[]
  private readonly seen = new Seen()
  private readonly forms = new Set<string>()
  /** What people said so far, for those who write again. */
  private readonly said: Told[] = []

  constructor(
    readonly language: Language,
    readonly random: Random,
  ) {
    this.phrases = readPhrases(language)
    this.people = peopleOf(language, PEOPLE, random)
  }

  write(counts: Partial<Record<Kind, number>>): Told[] {
    const from = this.said.length
    for (const [kind, count] of Object.entries(counts) as [Kind, number][])
      for (let left = count; left > 0; left--) this.said.push(this.fresh(kind, from))
    return this.said.slice(from)
  }

  /** A message that is like no other so far. */
  private fresh(kind: Kind, from: number): Told {
    for (let tries = 0; tries < 400; tries++) {
      const made = this.make(kind, from)
      if (!made || this.forms.has(normalised(made.message.text)) || this.seen.nearest(made.message.text) > TOO_LIKE) continue
      this.forms.add(normalised(made.message.text))
      this.seen.add(made.message.text)
      return made
    }
    throw new Error(`${this.language} has too few sentences for one more ${kind}`)
  }

  private make(kind: Kind, from: number): Told | null {
    if (kind === 'thanks' || kind === 'followup') return this.answer(kind, from)
    const topic = kind === 'complaint' ? this.random.weighted(topicWeights(this.phrases)) : null
    const customer = this.random.pick(this.people)
    const channel = this.random.pick(customer.channels)
    if (!fits(kind, channel)) return null
    const place = topic === 'problem.parcel' && this.random.chance(0.7) ? 'north' : 'anywhere'
    const favourite = topic === 'problem.formula' ? 'night-cream' : null
    const open = this.random.chance(PUBLIC[channel] ?? 0) || (kind === 'mention' && channel !== 'wechat')
    const day = -ageOn(this.days(topic), SHIFT[this.language], this.random)
    return this.draft(customer, { kind, topic, channel, public: open, place, favourite, about: null }, day, null)
  }

  /** A second message of somebody who wrote before, in the same channel and about the same matter. */
  private answer(kind: 'thanks' | 'followup', from: number): Told | null {
    const earlier = this.random.pick(this.said.slice(from))
    const fitting =
      kind === 'followup'
        ? earlier.kind === 'complaint' || earlier.kind === 'severe' || earlier.kind === 'followup'
        : earlier.kind === 'question' || earlier.kind === 'complaint'
    const { channel } = earlier.message
    const day = earlier.day + (kind === 'followup' ? 0.4 + this.random.next() * 5 : 0.05 + this.random.next() * 1.5)
    if (!fitting || channel === 'google_reviews' || channel === 'app_store' || day > 0) return null
    const wish: Wish = {
      kind,
      topic: null,
      channel,
      public: earlier.message.public,
      place: 'anywhere',
      favourite: null,
      about: earlier.about,
    }
    return this.draft(earlier.customer, wish, day, earlier)
  }

  private draft(customer: Customer, wish: Wish, day: number, answers: Told | null): Told | null {
    const { text, about } = compose(customer, wish, this.phrases, this.random)
    if (wish.channel === 'x' && text.length > 280) return null
    return { message: this.posted(customer, wish, text, about), day, kind: wish.kind, language: this.language, customer, about, answers }
  }

  private posted(customer: Customer, wish: Wish, text: string, about: Draft['about']): Posted {
    const { channel, kind } = wish
    const form = channel === 'web_form' && kind !== 'spam' && kind !== 'mention'
    return {
      channel,
      external_id: '',
      text,
      public: wish.public,
      in_reply_to: null,
      contact: {
        name: customer.name,
        handles: [customer.handles[channel]!],
        language: channel === 'web_form' && customer.tellsLanguage ? customer.language : null,
        followers: channel === 'x' || channel === 'instagram' ? customer.followers : null,
        verified: (channel === 'x' || channel === 'instagram') && customer.verified,
        bio: channel === 'x' || channel === 'instagram' ? customer.bio : null,
      },
      product: form && this.random.chance(0.5) ? about.product.name[this.language] : null,
      order: form && text.includes(about.order) ? about.order : null,
      meta: stars(channel, kind, this.random),
    }
  }

  private days(topic: string | null) {
    const arc = topic === 'problem.formula' ? growing : topic === 'problem.charge' ? weekend : topic === 'problem.parcel' ? hump : anyDay
    return this.random.chance(0.82) ? arc(this.random) : anyDay(this.random)
  }
}

/** The three stories of these weeks come up more often than what always goes wrong somewhere. */
const topicWeights = (phrases: Phrases) =>
  Object.fromEntries(
    phrases.topics.map((topic) => [
      topic,
      { 'problem.formula': 34, 'problem.charge': 16, 'problem.parcel': 20, 'problem.broken': 9, 'problem.refund': 7 }[topic] ?? 5,
    ]),
  )

function fits(kind: Kind, channel: Channel): boolean {
  if (kind === 'mention') return channel === 'x' || channel === 'instagram' || channel === 'facebook' || channel === 'wechat'
  if (kind === 'spam') return channel !== 'google_reviews' && channel !== 'app_store' && channel !== 'phone'
  if (kind === 'question' || kind === 'lead') return channel !== 'app_store' && channel !== 'google_reviews'
  return true
}

/** A review comes with the stars that its writer gave. */
function stars(channel: Channel, kind: Kind, random: Random): Record<string, unknown> {
  if (channel !== 'google_reviews' && channel !== 'app_store') return {}
  return { stars: kind === 'praise' ? random.whole(4, 5) : kind === 'question' ? random.whole(3, 5) : random.whole(1, 2) }
}

/** In the order of the story; ids follow it, and an answer learns the id of what it answers. */
function numbered(told: Told[], prefix: string): Told[] {
  told.sort((a, b) => a.day - b.day)
  for (const [at, { message }] of told.entries()) message.external_id = `lp-${prefix}${String(at + 1).padStart(4, '0')}`
  for (const { message, answers } of told) message.in_reply_to = answers?.message.external_id ?? null
  return told
}

/** As the files hold it: one JSON object a line. */
export const lines = (told: Told[], withDay: boolean) =>
  told.map(({ message, day }) => `${JSON.stringify(withDay ? { ...message, day: Number(day.toFixed(3)) } : message)}\n`).join('')

export const SEED = 20_261

export function writeDemo(folder: string) {
  const { past, feed } = tell(SEED)
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/messages.jsonl.gz`, gzipSync(lines(past, true), { level: 9 }))
  writeFileSync(`${folder}/feed.jsonl.gz`, gzipSync(lines(feed, false), { level: 9 }))
  return { past: past.length, feed: feed.length }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(writeDemo(fileURLToPath(new URL('../../samples/demo', import.meta.url))))
