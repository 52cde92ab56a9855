import { expect, test } from 'vitest'
import { fakeGateway } from '../testing/fake-gateway'
import { aNotice } from '../testing/notice'
import { slackMessage, slackSender } from './slack'

const never = new AbortController().signal
const textOf = (body: string) => (slackMessage(aNotice({ body })).blocks[1] as { text: { text: string } }).text.text

test('title, text with a working link, and the case', async () => {
  const gateway = await fakeGateway('ok')
  const sender = slackSender({ url: `${gateway.url}/services/T/B/x`, wall: { allowPrivate: true } })
  expect(await sender.send(aNotice(), never)).toEqual({ state: 'sent', providerId: null })
  expect(JSON.parse(gateway.calls[0]!.body)).toEqual({
    text: 'Severity A: case C-4127',
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Severity A: case C-4127', emoji: false } },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'Case C-4127 needs a person now.\n\n<https://desk.example/cases/C-4127>\n', verbatim: true },
      },
      { type: 'context', elements: [{ type: 'plain_text', text: 'C-4127', emoji: false }] },
    ],
  })
  await gateway.close()
})

test.each([
  ['“<!channel> come”', '“&lt;!channel&gt; come”', 'nobody is called by a customer'],
  ['“<https://evil.example|our bank>”', '“&lt;https://evil.example|our bank&gt;”', 'no link is dressed up'],
  ['5 < 6 & 7 > 6', '5 &lt; 6 &amp; 7 &gt; 6', 'marks are words'],
  ['see https://evil.example now', 'see https://evil.example now', 'a link inside a sentence stays text'],
  ['https://desk.example/a?b=1&c=2', '<https://desk.example/a?b=1&amp;c=2>', 'a link of our own'],
  ['https://desk.example/a|b', '<https://desk.example/a%7Cb>', 'which cannot end early'],
])('%s becomes %s: %s', (body, text) => {
  expect(textOf(body)).toBe(text)
})

test('long words are cut at the limits, never inside a character', () => {
  const long = '👩‍👩‍👧'.repeat(1000)
  const { blocks } = slackMessage(aNotice({ subject: long, body: long }))
  const [title, text] = blocks.slice(0, 2).map((block) => (block as { text: { text: string } }).text.text)
  expect(title!.length).toBeLessThanOrEqual(150)
  expect(text!.length).toBeLessThanOrEqual(3000)
  expect(title).toMatch(/👧…$/)
})

test.each(['reply', 'acknowledgement', 'sign_in_link'])('%s is never said in a chat room', async (kind) => {
  const sender = slackSender({ url: 'http://127.0.0.1:1/', wall: { allowPrivate: true } })
  expect(await sender.send(aNotice({ kind }), never)).toEqual({ state: 'failed', permanent: true, reason: 'not_for_chat' })
})
