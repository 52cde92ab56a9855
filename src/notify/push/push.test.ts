import { createECDH } from 'node:crypto'
import { expect, test } from 'vitest'
import { testClockMs } from '../testing/clock'
import { fakeGateway } from '../testing/fake-gateway'
import { aNotice } from '../testing/notice'
import { encrypt, subscriptionFrom } from './encrypt'
import { browser, fakeBrowser, opened, vapidIsSound } from './fake-push'
import { pushSender } from './push'
import { newVapidKeys, publicKeyOf, vapidHeader } from './vapid'

const bytes = (text: string) => Buffer.from(text, 'base64url')

test('the worked example of RFC 8291 comes out byte for byte, and opens again', () => {
  const auth = 'BTBZMqHH6r4Tts7J_aSIgg'
  const browserKey = bytes('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94')
  const subscription = {
    endpoint: 'https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV',
    keys: { p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth },
  }
  const oneTime = { salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'), privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw') }
  const sealed = encrypt(Buffer.from('When I grow up, I want to be a watermelon'), subscription, oneTime)
  expect(sealed.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
  expect(opened(sealed, browserKey, bytes(auth))).toBe('When I grow up, I want to be a watermelon')
})

test('what arrives opens in the browser that subscribed, says what happened and where to go, and in no other browser', async () => {
  const gateway = await fakeGateway({ status: 201 })
  const keys = newVapidKeys()
  const sender = pushSender({
    url: 'mailto:desk@desk.example',
    secret: keys.privateKey,
    wall: { allowPrivate: true },
    now: () => testClockMs.now,
  })
  const notice = aNotice({ to: { name: 'Mali', address: browser.subscription(`${gateway.url}/sub`) } })
  expect(await sender.send(notice, new AbortController().signal)).toMatchObject({ state: 'sent' })
  const [{ bytes: body, headers }] = gateway.calls as [(typeof gateway.calls)[0]]
  expect(JSON.parse(browser.open(body))).toEqual({
    title: 'Severity A: case C-4127',
    body: 'Case C-4127 needs a person now.',
    lang: 'en',
    tag: 'high_risk_alert:case_1',
    url: 'https://desk.example/cases/C-4127',
  })
  expect(headers.urgency).toBe('high')
  expect(() => fakeBrowser().open(body)).toThrow()
  body[body.length - 20]! ^= 1
  expect(() => browser.open(body)).toThrow()
  await gateway.close()
})

test('the token is for this push service, by the key that it names, and for half a day', () => {
  const keys = newVapidKeys()
  const header = vapidHeader(keys.privateKey, 'https://push.example/a/b', 'mailto:x@desk.example', testClockMs.now)!
  expect(vapidIsSound(header, 'https://push.example', testClockMs.now, keys.publicKey)).toBe(true)
  expect(vapidIsSound(header, 'https://other.example', testClockMs.now, keys.publicKey)).toBe(false)
  expect(vapidIsSound(header, 'https://push.example', testClockMs.now + 13 * 3_600_000, keys.publicKey)).toBe(false)
  expect(vapidIsSound(header.replace(/t=(\w)/, 't=x'), 'https://push.example', testClockMs.now, newVapidKeys().publicKey)).toBe(false)
  expect(publicKeyOf(keys.privateKey)!.toString('base64url')).toBe(keys.publicKey)
})

test('a key that begins with zeros is still 32 bytes', () => {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(Buffer.concat([Buffer.alloc(31), Buffer.from([5])]))
  expect(publicKeyOf(`${'0'.repeat(63)}5`)).toEqual(ecdh.getPublicKey())
})

test.each([
  null,
  '',
  '{}',
  '[]',
  'null',
  '{"endpoint":"x","keys":{}}',
  '{"endpoint":"https://p.example","keys":{"p256dh":"AA","auth":"AA"}}',
])('%s is no subscription', (text) => expect(subscriptionFrom(text)).toBeNull())
