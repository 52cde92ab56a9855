import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nobody } from '../../domain/message'
import { receiveWebhook } from './receive'

const receive = (body: unknown) => receiveWebhook(Buffer.from(JSON.stringify(body)), 'evt_9')

const full = {
  channel: 'line',
  external_id: 'L-1',
  text: 'พัสดุยังไม่มา',
  sent_at: '2026-03-05T09:30:00+07:00',
  public: true,
  lang: 'th',
  in_reply_to: 'L-0',
  contact: { name: 'Somchai', handles: [{ kind: 'line', value: 'U1' }], language: 'th', followers: 12, verified: true, bio: 'cook' },
  attachments: [{ name: 'box.jpg', media_type: 'image/jpeg', data_base64: '/9j/' }],
  product: 'P1',
  order: 'O1',
  meta: { shop: 7 },
}

test('every field finds its place', () => {
  expect(receive(full)).toEqual({
    ok: true,
    message: {
      channel: 'line',
      externalId: 'L-1',
      text: 'พัสดุยังไม่มา',
      sentAt: Date.UTC(2026, 2, 5, 2, 30),
      public: true,
      lang: 'th',
      inReplyTo: 'L-0',
      contact: full.contact,
      attachments: [{ name: 'box.jpg', mediaType: 'image/jpeg', bytes: new Uint8Array([0xff, 0xd8, 0xff]) }],
      product: 'P1',
      order: 'O1',
      meta: { shop: 7 },
    },
  })
})

test('text alone is enough; the call’s id makes a repeat a duplicate', () => {
  expect(receive({ text: 'Where is my parcel?' })).toEqual({
    ok: true,
    message: {
      ...{ channel: 'webhook', externalId: 'evt_9', text: 'Where is my parcel?', sentAt: null, public: false, lang: null, inReplyTo: null },
      ...{ contact: nobody, attachments: [], product: null, order: null, meta: {} },
    },
  })
})

test('the same in an event is the same message', () => {
  expect(receive({ type: 'message.received', timestamp: '2026-03-05T09:30:00Z', data: full })).toEqual(receive(full))
})

test('a field that is null is a field that is missing', () => {
  const nulls = { sent_at: null, contact: null, attachments: null, meta: null, public: null, channel: null, external_id: null }
  expect(receive({ text: 'hi', ...nulls })).toEqual(receive({ text: 'hi' }))
})

describe('what is refused, and where', () => {
  test.each<[unknown, string, string]>([
    [{}, 'bad_shape', '/text'],
    [{ text: '  ' }, 'bad_shape', '/text'],
    [{ text: 5 }, 'bad_shape', '/text'],
    [[], 'bad_shape', ''],
    ['hello', 'bad_shape', ''],
    [null, 'bad_shape', ''],
    [{ text: 'x', severity: 'E' }, 'bad_shape', ''],
    [{ text: 'x', tenant_id: 't2' }, 'bad_shape', ''],
    [{ text: 'x', sent_at: 'yesterday' }, 'bad_shape', '/sent_at'],
    [{ text: 'x', sent_at: '2026-03-05T09:30:00' }, 'bad_shape', '/sent_at'],
    [{ text: 'x', contact: { handles: [{ kind: 'email' }] } }, 'bad_shape', '/contact/handles/0/value'],
    [{ text: 'x', contact: { followers: -1 } }, 'bad_shape', '/contact/followers'],
    [{ text: 'x', attachments: [{ name: 'a', media_type: 'b', data_base64: '***' }] }, 'bad_shape', '/attachments/0/data_base64'],
    [{ type: 'message.received' }, 'bad_shape', '/data'],
    [{ type: 'message.received', data: { text: 5 } }, 'bad_shape', '/data/text'],
    [{ type: 'case.created', data: { text: 'x' } }, 'other_event', '/type'],
    [{ text: 'a\0b' }, 'bad_text', ''],
    [{ text: 'a', meta: { deep: [{ 'k\0': 1 }] } }, 'bad_text', ''],
  ])('%j → %s at %j', (body, code, pointer) => {
    expect(receive(body)).toMatchObject({ ok: false, code, pointer })
  })

  test.each([
    ['{"text":"half \\ud83d"}', 'bad_text'],
    ['{"text":"x","meta":{"__proto__":{"admin":true}}}', 'bad_text'],
    ['{"__proto__":{"text":"x"}}', 'bad_text'],
    ['{"text":', 'bad_json'],
    ['', 'bad_json'],
  ])('%s → %s', (source, code) => {
    expect(receiveWebhook(Buffer.from(source), 'evt_9')).toMatchObject({ ok: false, code })
  })

  test('bytes that are not UTF-8', () => {
    expect(receiveWebhook(Buffer.from([0x7b, 0xff, 0x7d]), 'evt_9')).toMatchObject({ ok: false, code: 'bad_utf8' })
  })
})

test('whatever comes, there is an answer and never an exception', () => {
  const answers = (bytes: Buffer) => {
    expect(typeof receiveWebhook(bytes, 'x').ok).toBe('boolean')
  }
  fc.assert(fc.property(fc.jsonValue(), (json) => answers(Buffer.from(JSON.stringify(json)))))
  fc.assert(fc.property(fc.uint8Array(), (bytes) => answers(Buffer.from(bytes))))
})
