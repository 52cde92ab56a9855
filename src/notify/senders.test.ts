import { expect, test } from 'vitest'
import { wayProblem } from '../domain/way-problems'
import { type Notifier, problemOf } from './senders'
import { testSecret } from './testing/notice'

const row = (own: Partial<Notifier>): Notifier => ({
  kind: 'webhook',
  url: 'https://hooks.example/x',
  secret: testSecret(1),
  allowPrivate: false,
  ...own,
})

test.each<[Partial<Notifier>, string | null]>([
  [{}, null],
  [{ secret: `${testSecret(1)} ${testSecret(2)}` }, null],
  [{ secret: null }, 'bad_secret'],
  [{ secret: 'short' }, 'bad_secret'],
  [{ url: 'http://10.0.0.1/x' }, 'address_not_allowed'],
  [{ url: 'http://10.0.0.1/x', allowPrivate: true }, null],
  [{ url: 'http://169.254.169.254/', allowPrivate: true }, 'address_not_allowed'],
  [{ url: 'file:///etc/passwd' }, 'scheme_not_allowed'],
  [{ kind: 'slack', secret: null }, null],
  [{ kind: 'dingtalk', secret: 'SECx' }, null],
  [{ kind: 'smtp', url: 'smtp://mail.example', secret: null }, null],
  [{ kind: 'smtp', url: 'https://mail.example', secret: null }, 'scheme_not_allowed'],
  [{ url: 'nowhere' }, 'bad_url'],
  [{ url: 'https://me:word@hooks.example/x' }, 'credentials_in_url'],
  [{ kind: 'smtp', url: 'smtp:///' }, 'bad_host'],
  [{ kind: 'smtp', url: 'smtp://mail.example?tls=maybe' }, 'bad_tls_option'],
  [{ kind: 'smtp', url: 'smtp://mail.example?from=me' }, 'bad_from'],
  [{ kind: 'smtp', url: 'smtp://a%zz:b@mail.example' }, 'bad_credentials'],
  [{ kind: 'push', url: 'nowhere' }, 'bad_subject'],
  [{ kind: 'push', url: 'mailto:you@firm.example', secret: 'short' }, 'bad_secret'],
  [{ kind: 'line', secret: null }, 'no_secret'],
  [{ kind: 'sms', url: 'https://api.twilio.com/' }, 'bad_account'],
  [{ kind: 'sms', url: `https://api.twilio.com/2010-04-01/Accounts/AC${'0'.repeat(32)}` }, 'no_from'],
])('%j has the problem %s, and a sentence says what to do', (own, problem) => {
  expect(problemOf(row(own))).toBe(problem)
  if (problem) expect(wayProblem(problem).says).not.toContain('cannot be used')
})
