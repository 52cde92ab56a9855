import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadDetector } from './detect'

const detector = loadDetector('models')
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Text, is it a complaint (`maybe` = not a sure no), the intent or `-` where people would differ, and the severities that are right. */
const SENTENCES: [string, 'yes' | 'no' | 'maybe', string, string][] = [
  ['I have been without heating since Tuesday and three engineers failed to appear. I want compensation.', 'yes', 'complaint', 'BCD'],
  ['The kettle I got from you gave me an electric shock this morning, my arm is still numb.', 'yes', 'complaint', 'A'],
  ['Your baby cereal contained a piece of glass. My son is bleeding from the mouth.', 'yes', 'complaint', 'A'],
  ['you absolute muppets lost my parcel AGAIN, give me my money back', 'yes', 'complaint', 'BCD'],
  ['Oh lovely, another two hours on hold. Best service ever!!', 'maybe', '-', 'CDE'],
  ['I am disappointed that my refund of $85 has still not been paid after five weeks.', 'yes', 'complaint', 'BCD'],
  ['@user why does my app keep crashing every time I try to pay??', 'yes', 'complaint', 'CD'],
  [
    'Someone took $3,200 from my account and your fraud team hung up on me. I am going to the police and to AFCA.',
    'yes',
    'complaint',
    'AB',
  ],
  ['My lawyer will be in touch about the water damage your plumber caused.', 'yes', 'complaint', 'AB'],
  ["Because you froze my account I can't pay my rent and my kids have nothing to eat.", 'yes', 'complaint', 'AB'],
  ["I can't take this debt any more. I want to end my life.", 'maybe', '-', 'A'],
  ['The waiter was rude and the soup was cold.', 'yes', 'complaint', 'CD'],
  ['What are your opening hours on Saturday?', 'no', 'question', 'E'],
  ['Hello, could you tell me how to change the address on my account? Thanks', 'no', 'question', 'E'],
  ['Not a complaint, just asking: do you deliver to Wales?', 'no', 'question', 'E'],
  ['Is the blue jacket available in size M?', 'no', 'question', 'E'],
  ['Hi, we are a company of 60 people and would like a demo and a quote for your business plan.', 'no', 'lead', 'E'],
  ['How much would 25 of these chairs cost? We would like to order this week.', 'no', 'lead', 'E'],
  ['Thank you so much, the replacement arrived today and works perfectly!', 'no', 'praise', 'E'],
  ['Amazing staff and delicious food, we will be back', 'no', 'praise', 'E'],
  ['Earn $900 a day from home, click here http://example.test', 'no', 'spam', 'E'],
  ['good night everyone, off to bed', 'no', '-', 'E'],
  ['商家发的羽绒服有破洞，联系客服三天都不回复，要求退款', 'yes', 'complaint', 'BCD'],
  ['孩子吃了你们的饼干以后上吐下泻，现在在医院急诊', 'yes', 'complaint', 'A'],
  ['刚买的电热毯半夜冒烟，差点烧起来，太危险了', 'yes', 'complaint', 'A'],
  ['再不退款我就打12315投诉，还要找媒体曝光', 'yes', 'complaint', 'AB'],
  ['你们员工把我的身份证信息泄露给了别人', 'yes', 'complaint', 'AB'],
  ['外卖送了两个小时，面都坨了，难吃死了', 'yes', 'complaint', 'CD'],
  ['酒店隔音太差，空调也不制冷，不会再住了', 'yes', 'complaint', 'CD'],
  ['垃圾APP，天天闪退', 'yes', 'complaint', 'CD'],
  ['請問客服電話打不通，等了一個小時，服務太差了', 'yes', 'complaint', 'CD'],
  ['请问你们周六几点开门？', 'no', 'question', 'E'],
  ['你好，这件衣服可以机洗吗', 'no', 'question', 'E'],
  ['不是投诉，只想问一下发票怎么开', 'no', 'question', 'E'],
  ['我们公司想采购两百台打印机，请给个报价', 'no', 'lead', 'E'],
  ['菜很好吃，服务员也很热情，下次还来', 'no', 'praise', 'E'],
  ['加微信领取免费手机，名额有限', 'no', 'spam', 'E'],
  ['今天天气不错，去公园跑步了', 'no', '-', 'E'],
  ['ครีมเหม็นมากตั้งแต่เปลี่ยนสูตร แสบหน้า จะแจ้ง อย.', 'yes', 'complaint', 'A'],
  ['หม้อหุงข้าวระเบิด ลูกโดนน้ำร้อนลวก', 'yes', 'complaint', 'A'],
  ['โทรหาคอลเซ็นเตอร์ตั้งแต่เช้าไม่มีใครรับเลย แย่มาก', 'yes', 'complaint', 'CD'],
  ['โดนหักเงินสองรอบ ติดต่อไปก็เงียบ ไม่คืนเงินสักที', 'yes', 'complaint', 'BCD'],
  ['เงินในบัญชีหายไปสามหมื่น ธนาคารไม่รับผิดชอบ แจ้งความแล้ว', 'yes', 'complaint', 'AB'],
  ['พนักงานพูดจาแย่มาก ไม่บริการลูกค้า', 'yes', 'complaint', 'CD'],
  ['ร้านเปิดกี่โมงคะ', 'no', 'question', 'E'],
  ['รุ่นนี้มีสีอะไรบ้างครับ', 'no', 'question', 'E'],
  ['สนใจสั่งซื้อ 100 ชิ้น ขอใบเสนอราคาด้วยค่ะ', 'no', 'lead', 'E'],
  ['อร่อยมาก พนักงานน่ารัก ประทับใจสุดๆ', 'no', 'praise', 'E'],
  ['غذا سرد رسید و نصفش هم ریخته بود، خیلی بد بود', 'yes', 'complaint', 'CD'],
  ['یخچال شما آتش گرفت و نزدیک بود خانه بسوزد', 'yes', 'complaint', 'A'],
  ['بچه‌ام بعد از خوردن ماست شما مسموم شد و در بیمارستان است', 'yes', 'complaint', 'A'],
  ['از شما به تعزیرات شکایت می‌کنم، وکیل هم گرفته‌ام', 'yes', 'complaint', 'AB'],
  ['سه هفته است منتظر برگشت پولم هستم و هیچ‌کس جواب نمی‌دهد', 'yes', 'complaint', 'BCD'],
  ['اپلیکیشن شما کار نمیکنه و پشتیبانی هم جواب نمیده', 'yes', 'complaint', 'CD'],
  ['سلام، ساعت کاری فروشگاه چیه؟', 'no', 'question', 'E'],
  ['ببخشید این گوشی دو سیم‌کارته است؟', 'no', 'question', 'E'],
  ['برای شرکت ما صد عدد صندلی می‌خواهیم، لطفا پیش‌فاکتور بفرستید', 'no', 'lead', 'E'],
  ['عالی بود، غذا داغ و خوشمزه رسید، ممنون', 'no', 'praise', 'E'],
]

test.each(SENTENCES)('%s → complaint %s, %s, %s', (text, complaint, intent, severities) => {
  const finding = detector.detect(text)
  if (complaint === 'maybe') expect(finding.complaint.value).not.toBe('no')
  else expect(finding.complaint.value).toBe(complaint)
  if (intent !== '-') expect(finding.intent.value).toBe(intent)
  expect(severities).toContain(finding.severity.value)
})

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc
    .array(
      fc.constantFrom(
        'caught fire',
        ' ',
        '\u200b',
        '\ud800',
        '\udc00',
        '\u0000',
        'e\u0301',
        '👩‍👩‍👧',
        'แสบหน้า',
        'ำ',
        '投诉',
        '举报',
        'شکایت',
        '\u200c',
        'می',
        'ﷺ',
        '!',
        'SUE',
        '\n',
        '\u202e',
        'lawyer',
        '12315',
        '@a',
        'http://x.test ',
        "don't",
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
)

test('any string gives a finding: probabilities add up and every span is whole graphemes within the text', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const finding = detector.detect(text)
      const edges = new Set([text.length, ...[...segmenter.segment(text)].map(({ index }) => index)])
      const spans = [...finding.reasons, ...finding.risk_phrases]
      expect(spans.filter(({ start, end }) => !(start < end && edges.has(start) && edges.has(end)))).toEqual([])
      expect(finding.reasons.length).toBeLessThanOrEqual(8)
      expect(Object.values(finding.severity.p).reduce((a, b) => a + b)).toBeCloseTo(1, 2)
      expect(finding.complaint.p).toBeGreaterThanOrEqual(0)
      expect(finding.complaint.p).toBeLessThanOrEqual(1)
    }),
    { numRuns: 600 },
  )
})

test('the same text gives the same finding, whatever was read between', () => {
  const text = 'The driver shouted at my elderly mother and the soup was cold'
  const before = detector.detect(text)
  for (const other of ['', '投诉', 'x'.repeat(100_000), '😡']) detector.detect(other)
  expect(detector.detect(text)).toEqual(before)
})

test.each([
  ['nothing', ''],
  ['NUL', '\u0000'],
  ['a lone surrogate', '\ud83d'],
  ['only emoji', '😡'.repeat(3_000)],
  ['only marks', '\u0301'.repeat(10_000)],
  ['a megabyte of letters', 'a'.repeat(1_000_000)],
  ['a megabyte of Thai', 'ก้'.repeat(250_000)],
  ['a megabyte of spaces', ' '.repeat(1_000_000)],
])('%s is not a complaint that anyone can be sure of', (_, text) => {
  expect(detector.detect(text).complaint.value).not.toBe('yes')
})

test('a risk phrase behind a long text is still found, with its place in the original', () => {
  const text = `${'thanks for the nice day 😊 '.repeat(20_000)}then my toaster caught fire`
  const fire = detector.detect(text).risk_phrases.find(({ category }) => category === 'fire')!
  expect(text.slice(fire.start, fire.end)).toBe('caught fire')
  expect(detector.detect(text).complaint.value).not.toBe('no')
})

test('a stated language counts only where the words do not say', () => {
  expect(detector.detect('ok', { lang: 'de' }).lang.value).toBe('de')
  expect(detector.detect('我要投诉', { lang: 'de' }).lang.value).toBe('zh')
  expect(detector.detect('ok', { lang: '<b>' }).lang.value).toBe('en')
})
