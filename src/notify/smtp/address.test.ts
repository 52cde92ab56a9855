import { describe, expect, test } from 'vitest'
import { mailServer, needsTls } from './address'

test.each([
  ['smtp://mail.example', { host: 'mail.example', port: 587, secure: false, auth: null, tls: 'auto', from: null }],
  ['smtps://mail.example', { port: 465, secure: true }],
  ['smtp://ana%40x.example:p%3Aw@mail.example:2525', { port: 2525, auth: { user: 'ana@x.example', pass: 'p:w' } }],
  ['smtp://[::1]:25?tls=off&from=desk@x.example', { host: '[::1]', tls: 'off', from: 'desk@x.example' }],
])('%s is a mail server', (url, parts) => {
  expect(mailServer(url)).toMatchObject(parts)
})

test.each([
  ['mail.example', 'bad_url'],
  ['http://mail.example', 'scheme_not_allowed'],
  ['smtp:///path', 'bad_host'],
  ['smtp://%2frun%2fsock', 'bad_host'],
  ['smtp://mail.example?tls=maybe', 'bad_tls_option'],
  ['smtp://mail.example?from=a%0d%0aBcc:x@y.example', 'bad_from'],
  ['smtp://%E0%A4:x@mail.example', 'bad_credentials'],
])('%s is not: %s', (url, reason) => {
  expect(mailServer(url)).toBe(reason)
})

describe('TLS is demanded', () => {
  test.each([
    ['smtp://u:p@mail.example', false, true, 'a password goes over the internet'],
    ['smtp://u:p@mail.example', true, false, 'the network is the house’s own'],
    ['smtp://mail.example', false, false, 'there is no password'],
    ['smtp://mail.example?tls=required', true, true, 'the row says so'],
    ['smtp://u:p@mail.example?tls=off', false, false, 'the row says so'],
  ])('%s (private %s): %s, because %s', (url, allowPrivate, demanded) => {
    const server = mailServer(url)
    expect(typeof server !== 'string' && needsTls(server, { allowPrivate })).toBe(demanded)
  })
})
