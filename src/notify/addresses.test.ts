import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayReach } from './addresses'

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'the far end of loopback'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['198.18.0.1', 'benchmarks'],
  ['::1', 'loopback'],
  ['fd12:3456::1', 'unique local'],
  ['fec0::1', 'site-local'],
  ['::ffff:127.0.0.1', 'loopback in IPv6 clothes'],
  ['::ffff:7f00:1', 'the same, spelled in hex'],
  ['::ffff:8.8.8.8', 'even a public address in IPv6 clothes'],
  ['::7f00:1', 'loopback in the old compatible form'],
  ['64:ff9b::10.0.0.1', 'private behind NAT64'],
])('%s is reached only where private addresses are allowed: %s', (address) => {
  expect(mayReach(address, false)).toBe(false)
})

test.each(['127.0.0.1', '10.1.2.3', '100.64.0.1', '::1', 'fd12:3456::1', '::ffff:7f00:1'])(
  '%s is reached where private addresses are allowed',
  (address) => {
    expect(mayReach(address, true)).toBe(true)
  },
)

test.each([
  ['169.254.169.254', 'cloud metadata'],
  ['::ffff:169.254.169.254', 'cloud metadata in IPv6 clothes'],
  ['64:ff9b::a9fe:a9fe', 'cloud metadata behind NAT64'],
  ['fd00:ec2::254', 'cloud metadata'],
  ['100.100.100.200', 'cloud metadata'],
  ['0.0.0.0', 'unspecified'],
  ['::', 'unspecified'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local with a zone'],
  ['224.0.0.1', 'multicast'],
  ['ff02::1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['2002:7f00:1::', '6to4 around loopback'],
  ['2001:0:7f00:1::', 'Teredo'],
  ['100::1', 'discard'],
  ['localhost', 'a name is not an address'],
  ['', 'nothing'],
])('%s is never reached: %s', (address) => {
  expect(mayReach(address, true)).toBe(false)
})

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '64:ff9b::8.8.8.8'])('%s is the public internet', (address) => {
  expect(mayReach(address, false)).toBe(true)
})

test('an IPv4 address gains nothing by being written as IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.boolean(), (address, allowPrivate) => {
      if (mayReach(`::ffff:${address}`, allowPrivate)) expect(mayReach(address, allowPrivate)).toBe(true)
      expect(mayReach(`64:ff9b::${address}`, allowPrivate)).toBe(mayReach(address, allowPrivate))
    }),
  )
})
