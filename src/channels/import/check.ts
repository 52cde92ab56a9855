import type { Problem } from './types'

const DEEPEST = 32
const SURROGATE = /\p{Cs}/u

/**
 * What makes a value unfit to be stored anywhere: NUL, half a surrogate pair, a key that would reach an object's prototype, nesting
 * beyond 32. Looks at keys and values alike, without recursion.
 */
export function unfit(value: unknown): Problem | null {
  const open: { value: unknown; depth: number; at: string }[] = [{ value, depth: 0, at: '' }]
  for (let next = open.pop(); next; next = open.pop()) {
    const problem = typeof next.value === 'string' ? unfitText(next.value, next.at) : null
    if (problem) return problem
    if (next.value === null || typeof next.value !== 'object') continue
    if (next.depth >= DEEPEST) return { code: 'too_deep', detail: `The row is nested more than ${DEEPEST} levels deep. Flatten it.` }
    for (const [key, inner] of Object.entries(next.value)) {
      const wrong = unfitKey(key)
      if (wrong) return wrong
      open.push({ value: inner, depth: next.depth + 1, at: next.at || key })
    }
  }
  return null
}

function unfitText(text: string, field: string): Problem | null {
  const where = field ? `The field "${field}"` : 'The row'
  if (text.includes('\0')) return { code: 'nul', detail: `${where} holds a NUL character, which no text has. Remove it.` }
  if (SURROGATE.test(text))
    return { code: 'lone_surrogate', detail: `${where} holds half a character (a lone surrogate). Export the file as UTF-8 again.` }
  return null
}

/** Only `__proto__` is dangerous as a key of plain data; `constructor` and its like are ordinary words in an export. */
export function unfitKey(key: string): Problem | null {
  if (key === '__proto__')
    return { code: 'forbidden_key', detail: 'The row has a field "__proto__", which is not taken. Rename or remove it.' }
  return unfitText(key, '')
}

const strict = new TextDecoder('utf-8', { fatal: true })

/** The text of UTF-8 bytes, or null where they are none. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

export const notUtf8: Problem = {
  code: 'invalid_utf8',
  detail: 'The line is not UTF-8. Save the file as UTF-8 (in a spreadsheet: "CSV UTF-8") and import it again.',
}

/** Nothing but spaces and line ends. */
export const isBlank = (content: Buffer) => content.length < 100 && content.toString('latin1').trim() === ''
