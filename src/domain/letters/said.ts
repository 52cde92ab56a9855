import type { ExternalBody } from '../regimes/pack'
import type { Block } from '../regimes/vocabulary'

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, ' ')
const bare = (web: string) =>
  web
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '')
const digits = (text: string) => text.replace(/\D/g, '')

const names = (text: string, { id, name }: ExternalBody) =>
  plain(text).includes(plain(name)) || new RegExp(`(?<![\\p{L}\\p{N}])${id.replace(/[^\w]/g, '.')}(?![\\p{L}\\p{N}])`, 'u').test(text)
const reaches = (text: string, { web, email, phone, post }: ExternalBody) =>
  (web !== null && plain(text).includes(bare(web))) ||
  (email !== null && plain(text).includes(email.toLowerCase())) ||
  (phone !== null && digits(text).includes(digits(phone))) ||
  (post !== null && plain(text).includes(plain(post)))
const canBeReached = ({ web, email, phone, post }: ExternalBody) => [web, email, phone, post].some((way) => way !== null)

/** A day, or so many days, months or years, in the languages of the desk. */
const TIME = /\d{4}-\d\d?-\d\d?|\b(days?|weeks?|months?|years?)\b|วัน|เดือน|ปี|สัปดาห์|[天日周月年]|روز|هفته|ماه|سال/i
const LEAFLET = /leaflet|brochure|booklet|แผ่นพับ|宣传册|手册|说明|بروشور|دفترچه/i
const WAIVER = /consent|waive|time limits? (has|have) passed|ยินยอม|สละ|แม้.{0,20}พ้น|同意|放弃|رضایت|موافق|صرف.?نظر/i
const REGULATOR = /supervisory authority|regulator|court|หน่วยงานกำกับ|ศาล|监管|法院|مرجع نظارت|نهاد ناظر|دادگاه/i
const WRITTEN = /written (answer|response|reply)|in writing|เป็นลายลักษณ์|书面|کتبی/i

/**
 * Whether words that somebody wrote freely say what a block of a letter says. Null where no machine can tell: an outcome, reasons, an offer.
 * Looked for are the name of the external body and one way to reach it, and for the rest the words of the four languages; it is read kindly,
 * because it is there to catch what was forgotten.
 */
export function saidIn(block: Block, text: string, bodies: readonly ExternalBody[]): boolean | null {
  const known = bodies.length > 0
  switch (block) {
    case 'ext_right':
      return known ? bodies.some((body) => names(text, body)) : null
    case 'ext_contact':
      return bodies.some(canBeReached) ? bodies.some((body) => reaches(text, body)) : null
    case 'ext_deadline':
      return known ? bodies.some((body) => names(text, body)) && TIME.test(text) : null
    case 'ext_leaflet':
      return LEAFLET.test(text)
    case 'ext_time_waiver':
      return WAIVER.test(text)
    case 'regulator_right':
      return REGULATOR.test(text) || bodies.some((body) => names(text, body))
    case 'right_written_reply':
      return WRITTEN.test(text)
    default:
      return null
  }
}
