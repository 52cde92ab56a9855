import { expect, test } from 'vitest'
import { isFromSlack, slackSignature } from './slack/signature'
import { isFromTwilio, twilioSignature } from './sms/signature'

const form = { CallSid: 'CA1234567890ABCDE', Caller: '+12349013030', Digits: '1234', From: '+12349013030', To: '+18005551212' }
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'

test('the worked example of Twilio’s signature', () => {
  expect(twilioSignature('12345', url, form)).toBe('0/KCTR6DLpKmkAf8muzZqo1nDgQ=')
})

test.each([
  ['as it came', form, url, '12345', true],
  ['another field', { ...form, Digits: '9999' }, url, '12345', false],
  ['another address', form, `${url}&x=1`, '12345', false],
  ['another firm’s token', form, url, '54321', false],
])('a receipt %s', (_what, fields, address, token, is) => {
  expect(isFromTwilio(token, address, fields, '0/KCTR6DLpKmkAf8muzZqo1nDgQ=')).toBe(is)
  expect(isFromTwilio(token, address, fields, undefined)).toBe(false)
})

const now = 1_531_420_618_000
const body =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
const good = {
  'x-slack-request-timestamp': '1531420618',
  'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
}
const secret = '8f742231b10e8888abcd99yyyzzz85a5'

test('the worked example of Slack’s signature', () => {
  expect(slackSignature(secret, '1531420618', body)).toBe(good['x-slack-signature'])
})

test.each([
  ['as it came', secret, good, body, now, true],
  ['with another body', secret, good, `${body}&x`, now, false],
  ['by another secret', `${secret}x`, good, body, now, false],
  ['six minutes old', secret, good, body, now + 360_000, false],
  ['from the future', secret, good, body, now - 360_000, false],
  ['without a signature', secret, { 'x-slack-request-timestamp': '1531420618' }, body, now, false],
  ['with a time that is none', secret, { ...good, 'x-slack-request-timestamp': 'now' }, body, now, false],
])('a press of a button %s', (_what, key, headers, text, at, is) => {
  expect(isFromSlack(key, headers, text, at)).toBe(is)
})
