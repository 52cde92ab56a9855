import firm from '../../samples/demo/firm.json'
import type { Customer } from './people'
import type { Language, Phrase } from './phrases'
import type { Random } from './random'

export type Product = (typeof firm.products)[number]
export type Place = 'anywhere' | 'north'

/** What one message is about; every sentence of it speaks of the same product, order and branch. */
export type Subject = {
  product: Product
  branch: string
  order: string
  lot: string
  amount: string
  city: string
  staff: string
  values: Map<string, string>
}

const CITIES: Record<Language, Record<Place, string[]>> = {
  en: {
    anywhere: ['Sydney', 'Newcastle', 'Bangkok', 'Wollongong', 'Parramatta', 'Hua Hin', 'Pattaya'],
    north: ['Chiang Mai', 'Chiang Rai', 'Lampang', 'Nan'],
  },
  th: { anywhere: ['กรุงเทพ', 'นนทบุรี', 'โคราช', 'หาดใหญ่', 'ชลบุรี', 'ภูเก็ต'], north: ['เชียงใหม่', 'เชียงราย', 'ลำปาง', 'น่าน', 'แพร่', 'พะเยา'] },
  zh: { anywhere: ['上海', '苏州', '杭州', '悉尼', '曼谷', '南京'], north: ['哈尔滨', '沈阳', '清迈', '清莱', '长春'] },
  fa: { anywhere: ['سیدنی', 'بانکوک', 'تهران', 'شیراز', 'اصفهان', 'ملبورن'], north: ['چیانگ‌مای', 'رشت', 'ساری', 'گرگان', 'چیانگ‌رای'] },
}
const STAFF: Record<Language, string[]> = {
  en: ['Liam', 'Grace', 'Nok', 'Ruth', 'Priya', 'Josh'],
  th: ['นก', 'มาลี', 'สมชาย', 'เกรซ', 'แป้ง', 'ต้น'],
  zh: ['小周', '佳怡', 'Grace', '小敏', '阿强', '店长老王'],
  fa: ['شیرین', 'بابک', 'گریس', 'نرگس', 'سامان'],
}
const DAYS: Record<Language, string[]> = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday', 'the 3rd', 'the 14th', 'the 21st', 'the 27th'],
  th: ['วันจันทร์', 'วันอังคาร', 'วันพุธ', 'วันพฤหัส', 'วันศุกร์', 'วันเสาร์', 'วันที่ 5', 'วันที่ 12', 'วันที่ 23', 'อาทิตย์ที่แล้ว'],
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '3号', '11号', '18号', '26号', '上礼拜天'],
  fa: ['شنبه', 'یکشنبه', 'دوشنبه', 'سه‌شنبه', 'چهارشنبه', 'پنج‌شنبه', 'سوم', 'دهم', 'بیستم', 'هفته‌ی پیش'],
}
const LOTS = ['NC-2417', 'NC-2418', 'NC-2418', 'NC-2418', 'NC-2419']

/** What a message that begins with this phrase is about. */
export function subject(customer: Customer, phrase: Phrase, place: Place, random: Random, favourite: string | null): Subject {
  const { language } = customer
  const fitting = firm.products.filter(({ id, kind }) => phrase.only?.includes(id) ?? (phrase.about === 'any' || phrase.about === kind))
  const product = fitting.find(({ id }) => id === favourite && random.chance(0.7)) ?? random.pick(fitting)
  return {
    product,
    branch: random.pick(firm.branches).name[language],
    order: `LP-${random.whole(10_000, 99_999)}`,
    lot: product.id === 'night-cream' ? random.pick(LOTS) : `${random.pick(['A', 'B', 'K', 'T'])}${random.whole(100, 999)}`,
    amount: amount(language, random),
    city: random.pick(CITIES[language][place]),
    staff: random.pick(STAFF[language]),
    values: new Map(),
  }
}

function amount(language: Language, random: Random): string {
  const small = random.whole(12, 240)
  if (language === 'th') return `${(small * 10 + 90).toLocaleString('en')}${random.pick([' บาท', '฿', ' บาท', '.-'])}`
  if (language === 'zh') return random.pick([`${small * 2}元`, `${small * 2}块`, `¥${small * 2}`, `${small * 2}块钱`])
  if (language === 'fa') return random.pick([`${small * 10} هزار تومن`, `${small} دلار`, `${small * 10} تومن`])
  return random.pick([`$${small}.${random.pick(['00', '50', '90', '95'])}`, `A$${small}`, `${small * 10} baht`, `$${small}`])
}

/** The value of one `{slot}` in this message; numbers and dates are drawn anew, what identifies the matter stays. */
export function slotValue(name: string, about: Subject, customer: Customer, random: Random): string {
  const { language, style } = customer
  const n = random.whole(2, 9)
  const values: Record<string, () => string> = {
    p: () => about.product.name[language],
    b: () => about.branch,
    o: () => about.order,
    lot: () => about.lot,
    m: () => about.amount,
    city: () => about.city,
    s: () => about.staff,
    name: () => customer.name,
    date: () => random.pick(DAYS[language]),
    soon: () => random.pick(DAYS[language].slice(0, 6)),
    n: () => String(n),
    d: () => String(random.whole(3, 26)),
    nth: () => (n === 2 ? '2nd' : n === 3 ? '3rd' : `${n}th`),
    t: () => `${random.whole(8, 21)}:${random.pick(['05', '10', '20', '30', '40', '55'])}`,
    k: () => (style.male ? random.pick(['ครับ', 'ครับ', 'คับ', 'ครับผม']) : random.pick(['ค่ะ', 'ค่ะ', 'ค่า', style.slips ? 'คะ' : 'ค่ะ'])),
    q: () => (style.male ? random.pick(['ครับ', 'ครับ', 'คับ']) : random.pick(['คะ', 'คะ', 'ค้า', style.slips ? 'ค่ะ' : 'คะ'])),
    i: () => (style.male ? random.pick(['ผม', 'เรา']) : random.pick(['เรา', 'ดิฉัน', 'หนู', 'พี่'])),
  }
  const make = values[name]
  if (!make) throw new Error(`no slot {${name}}`)
  if (name !== 'i') return make()
  const kept = about.values.get(name) ?? make()
  about.values.set(name, kept)
  return kept
}
