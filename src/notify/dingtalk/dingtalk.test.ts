import { expect, test } from 'vitest'
import { fakeGateway } from '../testing/fake-gateway'
import { aNotice } from '../testing/notice'
import { dingtalkMessage, dingtalkSender, signedUrl } from './dingtalk'

const never = new AbortController().signal

test('a call is signed with time and secret, and is Markdown', async () => {
  const gateway = await fakeGateway({ status: 200, body: '{"errcode":0}' })
  const url = `${gateway.url}/robot/send?access_token=abc`
  const sender = dingtalkSender({ url, secret: 'SECtest', wall: { allowPrivate: true }, now: () => 1_700_000_000_000 })
  expect(await sender.send(aNotice(), never)).toEqual({ state: 'sent', providerId: null })
  const asked = new URL(gateway.calls[0]!.path, gateway.url)
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    access_token: 'abc',
    timestamp: '1700000000000',
    sign: 'aZLLrriXgn05YbwaGR7knYsLeJADjr9NwLaNNKpxh4g=', // made with openssl
  })
  expect(JSON.parse(gateway.calls[0]!.body)).toEqual({
    msgtype: 'markdown',
    markdown: {
      title: 'Severity A: case C-4127',
      text: [
        '### Severity A: case C-4127',
        'Case C-4127 needs a person now.',
        '[https://desk.example/cases/C-4127](https://desk.example/cases/C-4127)',
      ].join('\n\n'),
    },
    at: { isAtAll: false },
  })
  await gateway.close()
})

test('plus and slash of the signature survive the query', () => {
  for (let now = 1_700_000_000_000; now < 1_700_000_000_050; now++) {
    expect(new URL(signedUrl('https://oapi.example/robot/send', 'SECtest', now)).searchParams.get('sign')).toMatch(/^[A-Za-z0-9+/]{43}=$/)
  }
})

test('a robot without a secret is called as it is', () => {
  expect(signedUrl('https://oapi.example/robot/send?access_token=abc', null, 1)).toBe('https://oapi.example/robot/send?access_token=abc')
})

test.each([
  ['“![x](http://evil.example/p.png)”', '“!［x］(http://evil.example/p.png)”', 'no picture is loaded'],
  ['“# big *loud* `code` <b>”', '“＃ big ＊loud＊ ｀code｀ ＜b＞”', 'nothing is dressed up'],
  ['“@13800000000”', '“＠13800000000”', 'nobody is called'],
  ['https://desk.example/a_(b)', '[https://desk.example/a_(b)](https://desk.example/a_%28b%29)', 'a link of our own'],
])('%s becomes %s: %s', (body, text) => {
  expect(dingtalkMessage(aNotice({ body }))).toHaveProperty('markdown.text', expect.stringContaining(`\n\n${text}`))
})

test.each(['reply', 'acknowledgement', 'sign_in_link'])('%s is never said in a chat room', async (kind) => {
  const sender = dingtalkSender({ url: 'http://127.0.0.1:1/', secret: null, wall: { allowPrivate: true } })
  expect(await sender.send(aNotice({ kind }), never)).toEqual({ state: 'failed', permanent: true, reason: 'not_for_chat' })
})
