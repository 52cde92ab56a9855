import { expect, test } from 'vitest'
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
])('%j has the problem %s', (own, problem) => {
  expect(problemOf(row(own))).toBe(problem)
})
