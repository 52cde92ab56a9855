import type { Html } from './html'
import type { Mistake } from './page'
import { type Key, say, type Words } from './words'

/** Everything that a person typed into the form, as they typed it. */
export type Answers = {
  words: string
  product: string
  order: string
  by: By | ''
  email: string
  phone: string
  name: string
  needs: string
}
export type By = 'email' | 'phone' | 'none'

export const LIMITS = { words: 20_000, product: 200, order: 100, email: 254, phone: 40, name: 120, needs: 500 } as const
export const PHOTO_BYTES = 10 * 1024 * 1024
export const PHOTO_COUNT = 5

type Fields = Readonly<Record<string, unknown>>

/** Reads the fields of a form. What no keyboard makes (NUL, halves of characters) is left out, so that whatever remains can be stored. */
export function readAnswers(fields: Fields): Answers {
  const one = (name: string) => plain(fields[name]).replace(/\n+/g, ' ').trim()
  const by = one('by')
  return {
    words: plain(fields.words).trim(),
    product: one('product'),
    order: one('order'),
    by: by === 'email' || by === 'phone' || by === 'none' ? by : '',
    email: one('email'),
    phone: one('phone'),
    name: one('name'),
    needs: plain(fields.needs).trim(),
  }
}
const plain = (value: unknown) => (typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '').replace(/\r\n?/g, '\n') : '')

/** How they want to be answered: what they chose, else the first address that they left, else not at all. */
export const answerBy = ({ by, email, phone }: Answers): By => by || (email ? 'email' : phone ? 'phone' : 'none')

export const STEPS = ['words', 'about', 'answer'] as const
export type Step = (typeof STEPS)[number]

/** What is wrong with one step's answers, in their order on the page. */
export function mistakesIn(step: Step, answers: Answers, words: Words): Mistake[] {
  if (step === 'words') return wordsMistakes(answers, words)
  if (step === 'about') return tooLong(answers, words, { product: 'product', order: 'order' })
  return [...contactMistakes(answers, words), ...tooLong(answers, words, { name: 'name', needs: 'needs' })]
}
export const allMistakes = (answers: Answers, words: Words) => STEPS.flatMap((step) => mistakesIn(step, answers, words))

/** The step on which a field stands. */
export const stepOf = (field: string): Step => (field === 'words' ? 'words' : field === 'product' || field === 'order' ? 'about' : 'answer')

function wordsMistakes({ words: text }: Answers, words: Words): Mistake[] {
  if (text === '') return [{ field: 'words', text: say(words, 'words_empty') }]
  if (text.length <= LIMITS.words) return []
  return [{ field: 'words', text: say(words, 'words_long', { n: text.length, max: LIMITS.words }) }]
}

function contactMistakes(answers: Answers, words: Words): Mistake[] {
  const by = answerBy(answers)
  if (by === 'none') return []
  const wrong = { email: emailMistake, phone: phoneMistake }[by](answers[by])
  return wrong ? [{ field: by, text: say(words, wrong) }] : []
}

/** Only what cannot be an address is refused; whether anybody reads mail there is not ours to guess. */
function emailMistake(email: string): Key | null {
  if (email === '') return 'email_missing'
  return email.length <= LIMITS.email && /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@.<>,;:"()[\]\\]{2,}$/u.test(email)
    ? null
    : 'email_wrong'
}
function phoneMistake(phone: string): Key | null {
  if (phone === '') return 'phone_missing'
  const digits = dialled(phone).replace('+', '')
  const onlyPhone = /^[+\d\s().\-/–x#*]+$/i.test(latinDigits(phone))
  return onlyPhone && phone.length <= LIMITS.phone && digits.length >= 6 && digits.length <= 20 ? null : 'phone_wrong'
}

function tooLong(answers: Answers, words: Words, fields: Partial<Record<keyof typeof LIMITS, Key>>): Mistake[] {
  return (Object.entries(fields) as [keyof typeof LIMITS, Key][]).flatMap(([field, label]): Mistake[] => {
    const n = answers[field].length
    const text: Html = say(words, 'too_long', { label: words[label], n, max: LIMITS[field] })
    return n > LIMITS[field] ? [{ field, text }] : []
  })
}

/** Thai, Persian, Arabic and full-width digits as those that telephones and references are compared in. */
export const latinDigits = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹๐-๙]/gu, (digit) => String((digit.codePointAt(0)! - (/[๐-๙]/u.test(digit) ? 0x0e50 : 0x0660)) & 15))

/** A telephone number as it is dialled: digits, with the plus that begins an international one. */
export const dialled = (phone: string) => {
  const latin = latinDigits(phone).trim()
  return (latin.startsWith('+') ? '+' : '') + latin.replace(/\D/g, '')
}

/** The same person's address in whatever way it was written this time. Numbers are compared without what tells home from abroad. */
export function sameContact(kind: string, known: string, given: string): boolean {
  if (kind === 'email') return known.trim().toLowerCase() === given.trim().toLowerCase()
  const [a, b] = [known, given].map((number) => dialled(number).replace(/^(\+|00)/, '')) as [string, string]
  if (a.length < 6 || b.length < 6) return false
  return a === b || (Math.min(a.length, b.length) >= 9 && a.slice(-9) === b.slice(-9))
}
