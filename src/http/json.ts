import { isUtf8 } from 'node:buffer'
import { Problem } from './problem'

/** JSON as fastify reads it where we have to read it ourselves: `__proto__` is no key, however deep. `what` names what could not be read. */
export function readJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text, (key, value) => {
      if (key === '__proto__') throw new SyntaxError('the key __proto__ is not taken')
      return value
    })
  } catch (error) {
    throw new Problem(400, 'malformed', `${what} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`)
  }
}

/** The bytes as text. A wrong byte would otherwise be kept as a replacement mark, and what the customer wrote would be gone. */
export function textOf(bytes: Buffer, what: string): string {
  if (!isUtf8(bytes)) throw notUtf8(what)
  return bytes.toString('utf8')
}
export const notUtf8 = (what: string) => new Problem(400, 'malformed', `${what} is not UTF-8. Send it in that encoding.`)
