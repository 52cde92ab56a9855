import { describe, expect, test } from 'vitest'
import { normalise } from '../text/normalise'
import { scanAll, tellsOfHarm } from './harm'
import { type RiskPack, readPack } from './pack'
import { makeScanner, scan, scannersOf } from './scan'

const pack: RiskPack = {
  ...{ id: 'x', version: '1', lang: 'en', edges: 'word', negations: ['never'], negationsAfter: [], fillers: [] },
  rules: [
    { id: 'brakes', category: 'safety', phrases: ['brakes on|brake on … failed|gave out'], unless: ['brakes on … failed to arrive'] },
  ],
}
const scanner = makeScanner(pack)

test.each([
  ['the brakes on your rental failed', ['brakes on your rental failed']],
  ['brake on it gave out and the brakes on mine failed', ['brake on it gave out', 'brakes on mine failed']],
  ['The brakes on it squeak. Payment failed', []],
  [`the brakes on ${'very '.repeat(9)}old cars failed`, []],
  ['failed: the brakes on it', []],
  ['the brakes on it never failed', []],
  ['the brakes on order failed to arrive', []],
])('of two parts: %j holds %j', (text, expected) => {
  const folded = normalise(text)
  expect(scan(scanner, folded).map(({ first, last }) => text.slice(folded.at[first], folded.at[last]! + 1))).toEqual(expected)
})

describe('phrases of harm', () => {
  const scanners = scannersOf((lang) => readPack('models/risk-phrases', lang))
  test.each<[string, boolean]>([
    ['All three of us spent Sunday throwing up after the buffet.', true],
    ['My phone is throwing up an error every time I open the app.', false],
    ['The brakes on the rental you gave us failed on the way down the hill.', true],
    ['The tyre went flat on the motorway, thankfully nobody was hurt.', false],
    ["Prices have exploded this year but you're still the cheapest.", false],
    ['仓库漏水了，还好没人受伤', false],
    ['上次没人受伤，这次架子掉下来砸伤了我儿子', true],
    ['快递员打了我三次电话我都没接到', false],
    ['你们师傅上门打了我一拳', true],
    ['这首歌我单曲循环到中毒了', false],
    ['这个火锅辣得嘴里着火，过瘾', false],
    ['充电宝放在床头半夜着火了', true],
    ['ใช้เซรั่มคืนเดียวหน้าลอกเป็นแผ่นๆ เลย', true],
    ['ฟิล์มหน้าจอลอกเป็นแผ่น เปลี่ยนให้ได้ไหม', false],
    ['เบรกมอเตอร์ไซค์ที่เพิ่งซ่อมเสร็จเอาไม่อยู่ ล้มกลางถนน', true],
    ['กินเพลินเบรกไม่อยู่เลย อร่อยทุกอย่าง', false],
    ['ต้มยำเผ็ดจนปากไฟลุกเลย อร่อยมาก', false],
    ['ترمز ماشینی که تازه تعمیر کردین سر پیچ نگرفت', true],
    ['تابلو افتاد ولی خدا رو شکر کسی آسیب ندید', false],
    ['قیمت‌ها یهو منفجر شد، ولی شما هنوز مناسب‌تر هستید', false],
    ['پاوربانک تو کیفم منفجر شد و دستم سوخت', true],
  ])('%s → %s', (text, harm) => expect(tellsOfHarm(scanAll(scanners, normalise(text)).hits)).toBe(harm))
})
