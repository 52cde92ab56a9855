import { describe, expect, test } from 'vitest'
import { asksForManager, beginsAfter, type Happening, percentGone, type Trigger } from './triggers'

describe('what begins an escalation', () => {
  test.each<[Trigger, Happening, number | null]>([
    [{ on: 'opened' }, { on: 'opened' }, 0],
    [{ on: 'opened' }, { on: 'breach' }, null],
    [{ on: 'breach' }, { on: 'breach' }, 0],
    [{ on: 'third_contact' }, { on: 'third_contact' }, 0],
    [{ on: 'asks_for_manager' }, { on: 'asks_for_manager' }, 0],
    [{ on: 'clock_at', percent: 75 }, { on: 'clock_at', percent: 74 }, null],
    [{ on: 'clock_at', percent: 75 }, { on: 'clock_at', percent: 75 }, 0],
    [{ on: 'hand_off_unanswered', afterMs: 7_200_000 }, { on: 'hand_off' }, 7_200_000],
    [{ on: 'reach', atLeast: 10_000 }, { on: 'reach', followers: 9_999 }, null],
    [{ on: 'reach', atLeast: 10_000 }, { on: 'reach', followers: 10_000 }, 0],
    [{ on: 'risk', category: 'health' }, { on: 'risk', categories: ['fire', 'health'] }, 0],
    [{ on: 'risk', category: 'health' }, { on: 'risk', categories: [] }, null],
  ])('%j by %j: after %s', (trigger, happening, after) => expect(beginsAfter(trigger, happening)).toBe(after))
})

test.each([
  [0, 100, 74, 74],
  [0, 100, 100, 100],
  [0, 100, 175, 175],
  [50, 50, 60, 100],
])('of the clock from %i to %i at %i, %i percent have gone', (from, to, now, percent) => expect(percentGone(from, to, now)).toBe(percent))

describe('asking for somebody above', () => {
  test.each([
    'I want to speak to your manager now',
    'Please escalate this to a supervisor.',
    'Where is your manager?',
    'ขอคุยกับผู้จัดการ',
    'อยากพบหัวหน้าค่ะ',
    '叫你们经理出来',
    '我要找主管',
    'می‌خواهم با مدیر شما صحبت کنم',
  ])('%s', (text) => expect(asksForManager(text)).toBe(true))
  test.each([
    'I am a property manager and my parcel is late.',
    'The file manager app crashes. I want a refund.',
    'ส่งของช้ามาก',
    '客服不理人',
    'سفارشم نرسیده است',
    '',
  ])('not in: %s', (text) => expect(asksForManager(text)).toBe(false))
})
