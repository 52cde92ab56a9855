import { LANGUAGES, type Language } from './phrases'
import type { Random } from './random'

export type Channel =
  | 'email'
  | 'web_form'
  | 'chat'
  | 'facebook'
  | 'instagram'
  | 'x'
  | 'line'
  | 'wechat'
  | 'google_reviews'
  | 'app_store'
  | 'phone'

/** Habits of writing that a person keeps from message to message. */
export type Style = {
  lower: boolean
  slips: boolean
  emoji: boolean
  loud: boolean
  localDigits: boolean
  joiner: 'keep' | 'space' | 'none'
  male: boolean
}
export type Customer = {
  language: Language
  name: string
  channels: Channel[]
  handles: Partial<Record<Channel, { kind: string; value: string }>>
  followers: number | null
  verified: boolean
  bio: string | null
  tellsLanguage: boolean
  style: Style
}

const words = (text: string) => text.split(' ')

/** Names that we put together: any likeness to a person is chance. `|` parts men's from women's where the language needs to know. */
const GIVEN: Record<Language, [men: string[], women: string[]]> = {
  en: [
    words('Arlo Bram Callum Dex Emmett Fitz Gideon Harvey Ike Jonty Kip Lachie Moses Ned Otis Perry Quin Rafferty Silas Tobin'),
    words('Ada Birdie Cleo Daphne Effie Fern Greta Hattie Imogen Juno Kit Lottie Mabel Nell Odette Posy Romy Saskia Tilda Willa'),
  ],
  th: [
    words('กิตติ ขจร จักรี ชัยวัฒน์ ณัฐพล ธีร นพดล ปกรณ์ พงศธร ภาคิน มานพ วรุตม์ ศุภกร สุรชัย อนุชา'),
    words('กมลชนก ขวัญใจ จิรา ชลธิชา ณิชา ดารุณี ธิดา นวลจันทร์ ปาลิตา พิมพ์ชนก มณีรัตน์ รุ่งนภา วิภา ศศิธร อรทัย'),
  ],
  zh: [
    words('子轩 浩然 建国 志远 文博 俊杰 天宇 立群 家豪 明哲 晨曦 国栋 振华 思源 向东'),
    words('雨桐 静怡 晓梅 佳宁 思琪 秀兰 婷婷 若曦 丽华 欣妍 春燕 一诺 慧敏 梦洁 可馨'),
  ],
  fa: [
    words('آرش بهمن پویا جمشید خسرو داریوش رامین سهراب شایان فرزاد کاوه مازیار نیما هومن یاشار'),
    words('آناهیتا بنفشه پروانه ترانه رویا ژاله سپیده شکوفه غزل فرشته گلنار مهسا نازنین هستی یلدا'),
  ],
}
const FAMILY: Record<Language, string[]> = {
  en: words(
    'Ashdown Barrowby Coldwell Dunmore Eastlake Farrant Goodacre Hollis Inkpen Jessop Kirkbride Larkham Merriweather Northam Oakes Pettifer Quayle Rushmoor Sandalwood Tranter Underhay Vickers Whitlam Yarrow',
  ),
  th: words('แก้วมณี คำแสน จันทร์งาม ชื่นบาน ดวงดี ทองสุข นาคทอง บุญเรือง ประเสริฐศรี พรมมา ภู่ทอง มีสุข รักษาดี ศรีวิไล สายบัว หอมหวาน อินทร์แก้ว'),
  zh: words('林 苏 程 顾 沈 陆 秦 贺 江 温 谢 唐 姚 邵 钟 方 孟 白'),
  fa: words('آزادی بهاری پارسا تابش جلالی خرسند درخشان رستگار زرین سرمدی شریفی صبوری فرهمند کیانی گلستانی مهرجو نیک‌بین هدایتی'),
}
const BIOS: Record<Language, string[]> = {
  en: [
    'mum of two, coffee first',
    'I write about what I put on my face',
    'reviews, trains, rain',
    'make-up artist, weddings',
    'honest unboxings every week',
  ],
  th: ['แม่ลูกสอง สายรีวิว', 'ช่างแต่งหน้า รับงานต่างจังหวัด', 'รีวิวตามจริง ไม่ขายฝัน', 'ทาสแมว คนรักสกินแคร์'],
  zh: ['成分党，只说实话', '两个娃的妈', '探店博主｜合作私信', '爱猫爱护肤'],
  fa: ['گریمور عروس', 'مامان دو تا فسقلی', 'نقد بی‌تعارف لوازم آرایشی', 'عاشق گربه و چای'],
}
const CHANNELS: Record<Language, Partial<Record<Channel, number>>> = {
  en: { email: 20, web_form: 16, chat: 16, facebook: 10, instagram: 8, x: 9, google_reviews: 9, app_store: 6, phone: 6 },
  th: { line: 30, facebook: 18, chat: 8, web_form: 10, email: 8, x: 8, instagram: 6, google_reviews: 8, app_store: 4, phone: 5 },
  zh: { wechat: 32, chat: 14, web_form: 10, email: 8, app_store: 9, x: 4, instagram: 5, google_reviews: 8, phone: 6 },
  fa: { instagram: 26, email: 14, web_form: 16, chat: 14, x: 8, facebook: 6, google_reviews: 6, app_store: 4, phone: 6 },
}

export const peopleOf = (language: Language, count: number, random: Random): Customer[] =>
  Array.from({ length: count }, (_, at) => person(language, at, random))

function person(language: Language, at: number, random: Random): Customer {
  const male = random.chance(0.42)
  const name = nameOf(language, male, random)
  const channels = [...new Set(Array.from({ length: random.whole(1, 4) }, () => random.weighted<Channel>(CHANNELS[language])))]
  const known = channels.some((channel) => channel === 'x' || channel === 'instagram') && random.chance(0.3)
  const followers = known ? Math.round(40 * 10 ** (random.next() ** 2 * 4)) : null
  return {
    language,
    name,
    channels,
    handles: Object.fromEntries(channels.map((channel) => [channel, handle(channel, language, at, random)])),
    followers,
    verified: followers !== null && followers > 20_000 && random.chance(0.6),
    bio: followers === null ? null : random.pick(BIOS[language]),
    tellsLanguage: random.chance(0.3),
    style: styleOf(male, random),
  }
}

function nameOf(language: Language, male: boolean, random: Random) {
  const given = random.pick(GIVEN[language][male ? 0 : 1])
  const family = random.pick(FAMILY[language])
  return language === 'zh' ? family + given : `${given} ${family}`
}

const styleOf = (male: boolean, random: Random): Style => ({
  lower: random.chance(0.3),
  slips: random.chance(0.35),
  emoji: random.chance(0.4),
  loud: random.chance(0.2),
  localDigits: random.chance(0.6),
  joiner: random.chance(0.6) ? 'keep' : random.chance(0.6) ? 'space' : 'none',
  male,
})

const NICK = words(
  'pepper plum river dusk moss comet pixel ginger pearl mango noodle cloud fox lemon tofu waffle juniper cocoa otter maple',
)

/** The address by which a channel knows a person; mail goes to the reserved example domains, numbers to the range that is kept for films. */
function handle(channel: Channel, language: Language, at: number, random: Random) {
  const nick = `${random.pick(NICK)}_${random.pick(NICK)}${LANGUAGES.indexOf(language)}${String(at).padStart(3, '0')}`
  if (channel === 'email' || channel === 'web_form')
    return { kind: 'email', value: `${nick.replace('_', '.')}@example.${random.pick(['com', 'org', 'net'])}` }
  if (channel === 'phone') return { kind: 'phone', value: `+44 7700 900${String(LANGUAGES.indexOf(language) * 250 + at).padStart(3, '0')}` }
  return { kind: channel, value: channel === 'x' || channel === 'instagram' ? `@${nick}` : nick }
}
