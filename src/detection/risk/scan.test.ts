import { expect, test } from 'vitest'
import { normalise } from '../text/normalise'
import { readPacks } from './pack'
import { makeScanner, scan } from './scan'

const scanners = new Map(readPacks('models/risk-phrases').map((pack) => [pack.lang, makeScanner(pack)]))
const categories = (lang: string, text: string) =>
  [...new Set(scan(scanners.get(lang)!, normalise(text)).map((hit) => hit.category))].sort().join(' ')

test.each([
  ['I will sue you', 'legal'],
  ['the issue with the tissue', ''],
  ['Dear Sue, see you', ''],
  ["I'm not going to sue you", ''],
  ['I will not hesitate to sue', 'legal'],
  ['my toaster caught fire', 'fire'],
  ['ca\u200bught  FIRE', 'fire'],
  ['this song is on fire', ''],
  ['fire sale, all fired up', ''],
  ['I got an electric shock', 'safety'],
  ['OMBUDSMAN, again and again', 'regulator repeat'],
  ['AFCA will hear of this', 'regulator'],
  ['my lawyer and a journalist', 'legal media'],
  ['press release for the press team', ''],
  ['no allergic reaction at all', ''],
  ['he had an allergic reaction', 'health'],
  ['I want to kill myself', 'self_harm'],
  ['bath bomb', ''],
  ["I can't afford food", 'hardship'],
  ['my 84 year old mother', 'vulnerable'],
  ['venetian blinds', ''],
  ['charged twice', 'repeat'],
  ['cancelling my contract', 'churn'],
  ['how can I cancel my subscription', ''],
  ['call 12315 now', 'regulator'],
  ['ｏｍｂｕｄｓｍａｎ', 'regulator'],
])('en: %j → %s', (text, expected) => expect(categories('en', text)).toBe(expected))

test.each([
  ['我要打12315', 'regulator'],
  ['再不处理就投诉到银保监', 'regulator'],
  ['我要舉報你們', 'regulator'],
  ['已经委托律师', 'legal'],
  ['孩子过敏了', 'health'],
  ['没有任何过敏', ''],
  ['抗过敏面膜多少钱', ''],
  ['充电宝起火', 'fire'],
  ['好吃到爆炸', ''],
  ['打我电话', ''],
  ['保安打人', 'violence'],
  ['跳楼价大甩卖', ''],
  ['不想活了', 'self_harm'],
  ['孕妇可以用吗', ''],
  ['失业还不起', 'hardship'],
])('zh: %j → %s', (text, expected) => expect(categories('zh', text)).toBe(expected))

test.each([
  ['จะแจ้ง อย.', 'regulator'],
  ['ผ่าน อย. แล้ว', ''],
  ['จะร้อง สคบ', 'regulator'],
  ['ให้ทนายติดต่อ', 'legal'],
  ['นั่งเล่นที่ศาลา', ''],
  ['แสบหน้า เป็นผื่นแดง', 'health'],
  ['ไม่แพ้หนัก', ''],
  ['ราคาระเบิด', ''],
  ['แบตระเบิด', 'safety'],
  ['ไฟไหม้', 'fire'],
  ['หมูตุ๋น', ''],
  ['ไม่มีเงินกินข้าว', 'hardship'],
  ['ช็อกโกแลต', ''],
])('th: %j → %s', (text, expected) => expect(categories('th', text)).toBe(expected))

test.each([
  ['شکایت می‌کنم', 'regulator'],
  ['شکايت ميكنم', 'regulator'],
  ['شکایتی ندارم', ''],
  ['میرم تعزیرات', 'regulator'],
  ['وکیلم تماس میگیره', 'legal'],
  ['حساسیت شدید گرفتم', 'health'],
  ['حساسیت لمسی صفحه', ''],
  ['گوشی آتش گرفت', 'fire'],
  ['برق گرفتم', 'safety'],
  ['دزدگیر ماشین', ''],
  ['نون شب ندارم', 'hardship'],
  ['خودکشی', 'self_harm'],
])('fa: %j → %s', (text, expected) => expect(categories('fa', text)).toBe(expected))

test.each([
  ['en', 'no intention of calling a lawyer, just curious', ''],
  ['en', "I'm not planning to report you to trading standards", ''],
  ['en', "I don't plan to report you to trading standards, but my patience ends on Friday", 'regulator'],
  ['en', "I don't want to go to court but you leave me no choice", 'legal'],
  ['en', 'You did not answer. I report you to trading standards', 'regulator'],
  ['th', 'ไม่ได้จะไปแจ้ง สคบ. นะคะ แค่สอบถาม', ''],
  ['th', 'ไม่ได้จะร้องเรียน แต่อยากแนะนำเฉยๆ', ''],
  ['th', 'ปิดร้านโดยไม่แจ้ง สคบ. รู้เรื่องแล้ว', 'regulator'],
  ['th', 'ไม่ได้จะไปแจ้ง สคบ. แต่ถ้าเงียบอีกจะไป', 'regulator'],
  ['zh', '没想过找律师，就是问问', ''],
  ['zh', '我没打算找律师，但是你们别太过分', 'legal'],
  ['fa', 'به خبرنگار خبر نمی‌دم، خیالتون راحت', ''],
  ['fa', 'قرار نیست وکیل بگیرم', ''],
  ['fa', 'نمی‌خوام به تعزیرات شکایت کنم ولی مجبورم می‌کنید', 'regulator'],
])('%s, who is not turned to: %j → %s', (lang, text, expected) => expect(categories(lang, text)).toBe(expected))

test('every pack has at least eighty phrases and folds them all', () => {
  for (const [lang, scanner] of scanners) expect(scanner.roles.filter(({ excuse }) => !excuse).length, lang).toBeGreaterThanOrEqual(80)
  expect([...scanners.keys()].sort()).toEqual(['en', 'fa', 'th', 'zh'])
})
