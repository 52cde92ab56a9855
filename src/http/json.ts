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
