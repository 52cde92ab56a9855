import { expect, test } from 'vitest'
import type { Finding, Tag } from '../../domain/finding'
import { scanAll } from '../risk/harm'
import { readPack } from '../risk/pack'
import { scannersOf } from '../risk/scan'
import { normalise } from '../text/normalise'
import { readTagger, tagsOf } from './tags'

const tagger = readTagger('models/tags')
const scanners = scannersOf(
  (lang) => readPack('models/risk-phrases', lang),
  (lang) => tagger.phrases[lang] ?? [],
)
const tags = (text: string, finding: Pick<Finding, 'complaint' | 'intent'>) => {
  const folded = normalise(text)
  return tagsOf(tagger, finding, folded, scanAll(scanners, folded).tags)
}
const [sure, doubt, none] = [
  { value: 'yes', p: 0.9 },
  { value: 'unsure', p: 0.5 },
  { value: 'no', p: 0.1 },
] as const
const of = (complaint: Finding['complaint'], intent: Finding['intent']['value']) => ({ complaint, intent: { value: intent, p: 0.8 } })

test.each<[string, Pick<Finding, 'complaint' | 'intent'>, Tag[]]>([
  ['you have won! send a fee to claim your prize', of(none, 'spam'), ['scam']],
  ['恭喜您中奖，点击链接领取奖金', of(none, 'spam'), ['scam']],
  ['คุณได้รับรางวัล กดลิงก์', of(none, 'spam'), ['scam']],
  ['برنده شدید، روی لینک بزنید', of(none, 'spam'), ['scam']],
  ['clown company, cope and seethe', of(none, 'abuse'), ['abuse', 'troll']],
  ['clown company, you lost my parcel', of(sure, 'complaint'), []],
  ['we need 40 chairs, send a quote', of(none, 'lead'), ['lead']],
  ['you dump waste in the landfill, I will boycott you', of(doubt, 'complaint'), ['conduct']],
  ['your driver Marcus swore at me', of(sure, 'complaint'), ['named_employee']],
  ['อยากร้องเรียน พนักงานชื่อสมชาย', of(sure, 'complaint'), ['named_employee']],
  ['工号8021的客服骂人', of(sure, 'complaint'), ['named_employee']],
  ['آقای رضایی جواب نداد', of(sure, 'complaint'), ['named_employee']],
  ['thanks to Marcus, lovely', of(none, 'praise'), []],
  ['what time do you open', of(none, 'question'), []],
])('%s → %j', (text, finding, expected) => expect(tags(text, finding)).toEqual(expected))

test('without a folder there are no tags but those of the intent', () => {
  const empty = readTagger('models/nowhere')
  expect(tagsOf(empty, of(none, 'lead'), normalise('you have won'), [])).toEqual(['lead'])
})
