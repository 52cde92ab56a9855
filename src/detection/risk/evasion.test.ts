import { describe, expect, test } from 'vitest'
import { LANGUAGES, MESSAGES, rowsOf } from '../../../scripts/samples/messages'
import { isFull } from '../../../test/support/figures'
import { normalise } from '../text/normalise'
import { readPacks } from './pack'
import { makeScanner, type RiskHit, type Scanner, scan } from './scan'
import { TRICKS } from './tricks.fixture'

const scanners = new Map(readPacks('models/risk-phrases').map((pack) => [pack.lang, makeScanner(pack)]))
const hitsIn = (scanner: Scanner, text: string) => scan(scanner, normalise(text))
const CARRIERS: Record<string, (phrase: string) => string> = {
  en: (phrase) => `listen: ${phrase} ok`,
  th: (phrase) => `คือว่า ${phrase} นะ`,
  zh: (phrase) => `听好：${phrase}！`,
  fa: (phrase) => `ببین ${phrase} همین`,
}
/** At most this share of the phrases found in clean text may be lost to any one trick, and this share of honest texts may newly alarm. */
const MOST_LOST = 0.02
const MOST_FALSE = 0.005
/** `bin/check --full` tries every phrase in every disguise; a plain run every fifth, which is hundreds a language. */
const EVERY = isFull ? 1 : 5

/** A die that always falls alike. */
function die(): () => number {
  let state = 7
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 2 ** 32
  }
}

describe.each([...scanners])('%s phrases', (lang, scanner) => {
  const phrases = scanner.pack.rules.flatMap((rule) => rule.phrases.map((written) => ({ rule, written })))
  const clean = phrases
    .filter((_, n) => n % EVERY === 0)
    .flatMap(({ rule, written }) => {
      const phrase = written.replace(/\*$/, '')
      const id = `${scanner.pack.id}.${rule.category}.${rule.id}`
      return hitsIn(scanner, CARRIERS[lang]!(phrase)).some((hit) => hit.id === id) ? [{ phrase, id }] : []
    })

  test.each(Object.entries(TRICKS))('are found in %s', (_, trick) => {
    const roll = die()
    const lost = clean
      .map(({ phrase, id }) => ({ id, text: CARRIERS[lang]!(trick(phrase, roll)) }))
      .filter(({ id, text }) => !hitsIn(scanner, text).some((hit) => hit.id === id))
    expect(lost.length / clean.length, lost.map(({ text }) => text).join(' | ')).toBeLessThanOrEqual(MOST_LOST)
  })
})

const onlyDisguised = (hits: RiskHit[]) =>
  hits.filter((hit) => hit.disguised && !hits.some((other) => other.id === hit.id && !other.disguised))
const falseAlarms = (scanner: Scanner, texts: string[]) => texts.filter((text) => onlyDisguised(hitsIn(scanner, text)).length > 0)

test.each(LANGUAGES)('honest texts raise no more alarms than they did (%s)', (lang) => {
  const texts = rowsOf<{ text: string; complaint: string }>(MESSAGES, `${lang}.jsonl`)
    .filter(({ complaint }) => complaint === 'no')
    .map(({ text }) => text)
  const alarms = falseAlarms(scanners.get(lang)!, texts)
  expect(texts.length).toBeGreaterThan(50)
  expect(alarms.length / texts.length, alarms.join(' | ')).toBeLessThanOrEqual(MOST_FALSE)
})

test.each([
  ['Russian', 'Добрый день, подскажите, пожалуйста, когда приедет мой заказ и сколько стоит доставка в Томск?'],
  ['Russian beside English', 'Спасибо за сервис! The courier was fast, всё хорошо, report отправлю завтра, суд тут ни при чём'],
  ['short Russian', 'у меня всё ок'],
  ['Ukrainian', 'Дякую, усе чудово, приїхало вчасно, рекомендую всім сусідам'],
  ['Bulgarian', 'Здравейте, колко струва доставката до София и кога ще пристигне?'],
  ['Greek', 'Καλημέρα, πόσο κοστίζει η αποστολή στην Κρήτη και πότε φτάνει;'],
  ['Armenian', 'Բարև ձեզ, որքա՞ն արժե առաքումը'],
  ['product codes', 'Does the F05 fit the A4 and the S3? I have the 3D one, size 5L, code B055-1E, v1.0.2, 13:15 or 12.3.15'],
  ['chat spelling', 'gr8 c u l8r m8, 2nite at 8, b4 u go txt me, w8 4 me'],
  ['initials and lists', 'Sizes: S, M, L. A. B. C. Smith, J. R. R. Tolkien, a) b) c) 1 2 3 4 5 x y z'],
  ['addresses', 'see https://www.example.test/a-b_c/d.html?x=1&y=2 or write to first.last@example.test @some_body #thankyou'],
  ['leaning on keys', 'Sooooo happyyyy, thank youuuuu, besssst shop everrrr!!!!! hahahahaaaa'],
])('%s is what it seems', (_, text) => expect(hitsIn(scanners.get('en')!, text)).toEqual([]))

test.each([['می‌خواهم سفارشم را عوض‌کنم، نمی‌دانم چه‌طور؛ راهنمایی‌ام می‌کنید؟'], ['کتاب‌های خوبی داشتید، بسته‌بندی‌تان هم بی‌نقص بود، خسته‌نباشید']])(
  'the joiners of honest Persian hide nothing: %s',
  (text) => expect(onlyDisguised(hitsIn(scanners.get('fa')!, text))).toEqual([]),
)

test.each([
  ['en', 'I want the оmbudsmаn now', 'оmbudsmаn'],
  ['en', 'going to the o m b u d s m a n, today', 'o m b u d s m a n'],
  ['en', 'get me the 0mbud5man!', '0mbud5man'],
  ['en', 'the ombuuuuudsmannn, then', 'ombuuuuudsmannn'],
  ['en', 'the \u202enamsdubmo\u202c knows', 'namsdubmo'],
  ['zh', '我要投*诉你们', '投*诉'],
  ['zh', '我要去消协讠斥讼', '讠斥讼'],
  ['zh', '打12З15', '12З15'],
  ['zh', '我要投👍诉', '投👍诉'],
  ['zh', '我要投|诉你们', '投|诉'],
  ['en', 'I am cl0$!ng my @ccount today', 'cl0$!ng my @ccount'],
  ['th', 'จะ ร้ อ ง เ รี ย น สคบ', 'ร้ อ ง เ รี ย น'],
])('the hit in %s %j is all of %j', (lang, text, words) => {
  const folded = normalise(text)
  const spans = scan(scanners.get(lang)!, folded).map(({ first, last }) => text.slice(folded.at[first], folded.at[last]! + 1))
  expect(spans.some((span) => span.includes(words) || words.startsWith(span))).toBe(true)
})

test('a denial in disguise is one all the same', () => {
  expect(hitsIn(scanners.get('en')!, "I'm not going to s.u.e you")).toEqual([])
})
