import type { RiskCategory, Severity } from '../../../src/domain/finding'

/** A text with what speaks in it; `risks` are words of the text itself. */
export type Sample = {
  lang: string
  text: string
  severity: Severity
  p: number
  topic: string
  risks: [string, RiskCategory][]
  clues: string[]
  intent?: 'question' | 'lead' | 'praise' | 'abuse'
}

export const SAMPLES: readonly Sample[] = [
  {
    lang: 'en',
    text: 'Since the new formula it smells odd and my face burns, two friends have the same. Answer me or I go to the regulator.',
    severity: 'A',
    p: 0.97,
    topic: 'safety',
    risks: [
      ['my face burns', 'health'],
      ['regulator', 'regulator'],
    ],
    clues: ['smells odd'],
  },
  {
    lang: 'en',
    text: 'You charged me twice for March and this is my third e-mail about it. Nobody has answered.',
    severity: 'B',
    p: 0.95,
    topic: 'billing',
    risks: [['third e-mail', 'repeat']],
    clues: ['charged me twice', 'Nobody has answered'],
  },
  {
    lang: 'en',
    text: 'Where is my parcel? It was promised for Tuesday.',
    severity: 'C',
    p: 0.62,
    topic: 'delivery',
    risks: [],
    clues: ['Where is my parcel', 'promised'],
  },
  {
    lang: 'en',
    text: 'The app logs me out every morning, it is a little annoying.',
    severity: 'D',
    p: 0.54,
    topic: 'app',
    risks: [],
    clues: ['logs me out', 'annoying'],
  },
  {
    lang: 'en',
    text: 'Nice serum, but a bit pricey for the size.',
    severity: 'E',
    p: 0.22,
    topic: 'price',
    risks: [],
    clues: ['pricey'],
    intent: 'praise',
  },
  {
    lang: 'en',
    text: 'Could somebody show us a demo for our 40 shops? We would like to start next month.',
    severity: 'E',
    p: 0.04,
    topic: 'general',
    risks: [],
    clues: [],
    intent: 'lead',
  },
  {
    lang: 'en',
    text: 'I lost my job in June and I cannot pay this fee. Please help me, I do not know what to do.',
    severity: 'B',
    p: 0.81,
    topic: 'billing',
    risks: [
      ['lost my job', 'hardship'],
      ['cannot pay', 'hardship'],
    ],
    clues: ['this fee'],
  },
  {
    lang: 'en',
    text: 'My lawyer will write to you about the broken contract.',
    severity: 'B',
    p: 0.9,
    topic: 'general',
    risks: [['My lawyer', 'legal']],
    clues: ['broken contract'],
  },
  {
    lang: 'th',
    text: 'ตั้งแต่เปลี่ยนสูตรใหม่ กลิ่นแรงมาก ใช้แล้วหน้าแสบ ถ้าไม่ตอบจะไปแจ้ง อย.',
    severity: 'A',
    p: 0.96,
    topic: 'safety',
    risks: [
      ['หน้าแสบ', 'health'],
      ['แจ้ง อย.', 'regulator'],
    ],
    clues: ['กลิ่นแรงมาก'],
  },
  {
    lang: 'th',
    text: 'โอนเงินไปสามวันแล้ว ร้านยังไม่ส่งของ ทักไปก็ไม่มีใครตอบ',
    severity: 'B',
    p: 0.93,
    topic: 'delivery',
    risks: [],
    clues: ['ยังไม่ส่งของ', 'ไม่มีใครตอบ'],
  },
  {
    lang: 'th',
    text: 'พนักงานที่สาขาพูดจาไม่ดีเลย รอคิวตั้งชั่วโมงกว่า',
    severity: 'C',
    p: 0.84,
    topic: 'staff',
    risks: [['พูดจาไม่ดี', 'misconduct']],
    clues: ['รอคิวตั้งชั่วโมงกว่า'],
  },
  {
    lang: 'th',
    text: 'ขอสอบถามค่ะ สินค้าตัวนี้มีของเมื่อไหร่คะ',
    severity: 'E',
    p: 0.06,
    topic: 'availability',
    risks: [],
    clues: [],
    intent: 'question',
  },
  {
    lang: 'zh',
    text: '换了新配方以后味道很刺鼻,脸上又红又痒,再不处理我就打12315投诉。',
    severity: 'A',
    p: 0.98,
    topic: 'safety',
    risks: [
      ['又红又痒', 'health'],
      ['12315投诉', 'regulator'],
    ],
    clues: ['味道很刺鼻'],
  },
  {
    lang: 'zh',
    text: '同一笔订单扣了我两次钱,客服一直让我等,已经一个星期了。',
    severity: 'B',
    p: 0.94,
    topic: 'billing',
    risks: [],
    clues: ['扣了我两次钱', '一直让我等'],
  },
  {
    lang: 'zh',
    text: '包裹到现在还没收到,物流信息三天没有更新。',
    severity: 'C',
    p: 0.77,
    topic: 'delivery',
    risks: [],
    clues: ['还没收到', '没有更新'],
  },
  {
    lang: 'zh',
    text: '请问这款面霜敏感肌可以用吗?',
    severity: 'E',
    p: 0.05,
    topic: 'availability',
    risks: [],
    clues: [],
    intent: 'question',
  },
  {
    lang: 'fa',
    text: '@brand_ir از وقتی فرمول عوض شده بوی تند می‌دهد و پوستم سوخته. اگر جواب ندهید شکایت رسمی می‌کنم.',
    severity: 'A',
    p: 0.96,
    topic: 'safety',
    risks: [
      ['پوستم سوخته', 'health'],
      ['شکایت رسمی', 'regulator'],
    ],
    clues: ['بوی تند می‌دهد'],
  },
  {
    lang: 'fa',
    text: 'دو بار از حسابم پول کم شده و این سومین بار است که پیام می‌دهم. چرا کسی جواب نمی‌دهد؟',
    severity: 'B',
    p: 0.95,
    topic: 'billing',
    risks: [['سومین بار', 'repeat']],
    clues: ['دو بار از حسابم پول کم شده'],
  },
  {
    lang: 'fa',
    text: 'سفارش من هنوز نرسیده، قرار بود دوشنبه برسد.',
    severity: 'C',
    p: 0.71,
    topic: 'delivery',
    risks: [],
    clues: ['هنوز نرسیده'],
  },
  {
    lang: 'fa',
    text: 'برنامه گاهی خودش بسته می‌شود، لطفاً درستش کنید.',
    severity: 'D',
    p: 0.58,
    topic: 'app',
    risks: [],
    clues: ['خودش بسته می‌شود'],
  },
]

export const NAMES: Record<string, readonly string[]> = {
  en: ['Mara Lindqvist', 'Tom Achterberg', 'Priya Nair', 'Joe Santini', 'Ellen O’Hara'],
  th: ['พลอย ใจดี', 'อารีย์ สุขสม', 'ณัฐวุฒิ แก้วมณี', 'มุก ศรีสุข'],
  zh: ['王丽', '陈志远', '李晓梅', '赵磊'],
  fa: ['نگار رضایی', 'امیر کاظمی', 'لیلا مرادی', 'سینا احمدی'],
}
