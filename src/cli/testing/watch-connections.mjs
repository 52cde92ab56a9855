// Preloaded with `--import`: writes a line to $REDRESS_WATCH for every connection and name look-up that would leave this computer, and refuses it.

import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

const HERE = /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const isHere = (host) => host === undefined || host === null || host === '' || HERE.test(host)
const note = (how, host) => appendFileSync(process.env.REDRESS_WATCH, `${how} ${host}\n`)
const refusal = (host) => Object.assign(new Error(`watched: ${host}`), { code: 'EWATCHED' })

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...given) {
  const [first] = Array.isArray(given[0]) ? given[0] : given
  const host =
    typeof first === 'object' && first !== null
      ? first.path === undefined
        ? first.host
        : ''
      : typeof given[1] === 'string'
        ? given[1]
        : ''
  if (isHere(host)) return connect.apply(this, given)
  note('connect', host)
  process.nextTick(() => this.destroy(refusal(host)))
  return this
}

for (const [object, names] of [
  [dns, ['lookup', 'resolve', 'resolve4', 'resolve6']],
  [dns.promises, ['lookup', 'resolve', 'resolve4', 'resolve6']],
])
  for (const name of names) {
    const original = object[name]
    object[name] = (host, ...rest) => {
      if (isHere(host)) return original.call(object, host, ...rest)
      note(name, host)
      const callback = rest.at(-1)
      if (typeof callback !== 'function') return Promise.reject(refusal(host))
      process.nextTick(() => callback(refusal(host)))
    }
  }

const send = dgram.Socket.prototype.send
dgram.Socket.prototype.send = function (...given) {
  const host = given.find((each) => typeof each === 'string' && each !== given[0])
  if (isHere(host)) return send.apply(this, given)
  note('send', host)
}
syncBuiltinESMExports()
