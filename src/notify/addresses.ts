import { BlockList, isIP, isIPv4 } from 'node:net'

/** Never reachable, whatever the row says: no chat or mail server lives here, but cloud metadata services do. */
const NEVER = ranges(
  ['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '168.63.129.16/32', '100.100.100.200/32', '224.0.0.0/4', '240.0.0.0/4'],
  ['::/128', 'fe80::/10', 'ff00::/8', 'fd00:ec2::/32', 'fd20:ce::/32', '100::/64'],
)

/** Inside the house: reachable only where the row allows private addresses. */
const PRIVATE = ranges(
  [
    ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', '100.64.0.0/10'],
    ...['192.0.2.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '192.88.99.0/24'],
  ],
  ['::1/128', 'fc00::/7', 'fec0::/10'],
)

/** The part of IPv6 that is routed, and the pieces of it that are tunnels or documentation. */
const ROUTED = ranges([], ['2000::/3'])
const NOT_ROUTED = ranges([], ['2001::/32', '2001:db8::/32', '2002::/16', '3fff::/20'])

/** True where the guard lets a connection go to this address; `address` is what a resolver or a URL gave, `[…]` and zone taken off. */
export function mayReach(address: string, allowPrivate: boolean): boolean {
  const plain = address.split('%')[0]!
  if (isIP(plain) === 0) return false
  if (isIPv4(plain)) return !NEVER.check(plain) && (allowPrivate || !PRIVATE.check(plain))
  // An IPv4 address in IPv6 clothes is the oldest way round a list: only NAT64 has an honest use for it, and even there the inner one decides.
  const inner = embeddedIPv4(plain)
  if (inner) return (allowPrivate || inner.translated) && mayReach(inner.address, allowPrivate)
  if (NEVER.check(plain, 'ipv6')) return false
  if (ROUTED.check(plain, 'ipv6')) return !NOT_ROUTED.check(plain, 'ipv6')
  return allowPrivate && PRIVATE.check(plain, 'ipv6')
}

/** The IPv4 address inside `::ffff:a.b.c.d` (mapped), `::a.b.c.d` (compatible) or `64:ff9b::a.b.c.d` (NAT64), however it is spelled. */
function embeddedIPv4(address: string): { address: string; translated: boolean } | null {
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const found = /^(::ffff:|64:ff9b::|::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short)
  if (!found) return null
  const [high, low] = [Number.parseInt(found[2]!, 16), Number.parseInt(found[3]!, 16)]
  return { address: [high >> 8, high & 255, low >> 8, low & 255].join('.'), translated: found[1] === '64:ff9b::' }
}

function ranges(v4: string[], v6: string[]): BlockList {
  const list = new BlockList()
  for (const range of v4) add(list, range, 'ipv4')
  for (const range of v6) add(list, range, 'ipv6')
  return list
}

function add(list: BlockList, range: string, family: 'ipv4' | 'ipv6') {
  const [net, bits] = range.split('/')
  list.addSubnet(net!, Number(bits), family)
}
