import type { Contact } from '../src/domain/message'
import type { NewStaff } from '../src/store/tenants'

type Member = Omit<NewStaff, 'name' | 'email' | 'demo' | 'capacity'>
const complaints = { team: 'complaints', language: 'en' } as const

/** The people of the desk whom every story knows. */
export const STAFF = {
  Ana: { ...complaints, role: 'agent', tier: 2, languages: ['th', 'en'], language: 'th' },
  Nok: { ...complaints, role: 'agent', tier: 2, languages: ['fa', 'zh'] },
  Arm: { ...complaints, role: 'agent', tier: 2, languages: ['en'], team: 'sales' },
  Somsri: { ...complaints, role: 'approver', tier: 3, languages: ['th', 'en'] },
  Bo: { ...complaints, role: 'lead', tier: 2, languages: ['en'] },
  Dao: { ...complaints, role: 'manager', tier: 3, languages: ['en', 'th'] },
  Vera: { ...complaints, role: 'auditor', tier: 1, languages: ['en'] },
  Alex: { ...complaints, role: 'administrator', tier: 3, languages: ['en'] },
} as const satisfies Record<string, Member>

export type StaffName = keyof typeof STAFF
export const STAFF_NAMES = Object.keys(STAFF) as StaffName[]

export const newStaff = (name: StaffName): NewStaff => ({
  ...STAFF[name],
  languages: [...STAFF[name].languages],
  name,
  email: `${name.toLowerCase()}@desk.example`,
  capacity: 50,
  demo: false,
})

const customer = (name: string, language: string, ...handles: Contact['handles']) => ({ name, language, handles })

/** The customers whom every story knows. */
export const okafor = customer('Mrs Okafor', 'en', { kind: 'email', value: 'ngozi.okafor@mail.example' })
export const mook = customer('Mook', 'th', { kind: 'line', value: 'mook.line' })
export const wangLi = customer('Wang Li', 'zh', { kind: 'wechat', value: 'wangli88' })
export const reza = customer('Reza', 'fa', { kind: 'telegram', value: '@reza' })

/** What they write. The words leave no doubt, so that a story is about what follows and not about the detector. */
export const SAYS = {
  question: 'Hello, what are your opening hours on Sunday?',
  complaint: 'My parcel has not arrived for three weeks and nobody answers my mails. I want my money back.',
  again: 'Again: my parcel has still not arrived. This is unacceptable, I want my money back now.',
  other: 'My account was charged twice and your staff refuse to refund me. I want to make a complaint.',
  fire: 'Your power bank caught fire and burned my child. We are in hospital.',
  thanks: 'Thank you so much, everything is fine now!',
  lead: 'I would like a demo of your product for a team of 40 people. What does it cost and when could we start?',
  thai: 'สั่งของไปสามสัปดาห์แล้วยังไม่ได้รับสินค้า ติดต่อไปไม่มีใครตอบ ขอเงินคืนด้วยค่ะ แย่มาก',
  chinese: '我买的洗衣机两天就坏了,客服不理人,太差劲了,要求退款',
  persian: 'سه هفته است که سفارشم نرسیده و هیچ‌کس جواب نمی‌دهد. از خدمات شما خیلی ناراضی هستم و پولم را پس بدهید',
} as const
