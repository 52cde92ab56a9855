import { expect, test } from 'vitest'
import { takeFeatures } from './features'
import { languageOf } from './language'
import { normalise } from './text/normalise'

test.each([
  ['where is my order', 'en'],
  ['ok', 'en'],
  ['', 'en'],
  ['😡😡😡', 'en'],
  ['ของยังไม่มาเลย', 'th'],
  ['快递丢了没人管', 'zh'],
  ['荷物がまだ届きません', 'ja'],
  ['배송이 아직 안 왔어요', 'ko'],
  ['سفارش من هنوز نرسیده است', 'fa'],
  ['گوشي خوبيه', 'fa'],
  ['لم يصل الطلب حتى الآن وهذا غير مقبول', 'ar'],
  ['Wo bleibt meine Bestellung? Ich warte schon seit zwei Wochen', 'de'],
  ['Je suis très déçu de votre service', 'fr'],
  ['No estoy contento con el servicio de su tienda', 'es'],
  ['salam, sefareshe man hanooz naresid, lotfan javab bedin', 'fa'],
  ['baraye chi do bar az hesabam kam shode?', 'fa'],
  ['barang saya belum sampai dan tidak ada yang jawab', 'id'],
  ['Мой заказ до сих пор не пришёл, что делать?', 'ru'],
  ['สินค้า iPhone เสีย', 'th'],
  ['我的iPhone坏了', 'zh'],
])('%j is %s', (text, lang) => {
  const folded = normalise(text)
  expect(languageOf(folded, takeFeatures(folded), text).value).toBe(lang)
})
