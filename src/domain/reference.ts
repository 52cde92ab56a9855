/**
 * The customer's reference, `7K3M-92QD`: seven random symbols (35 bits, so nobody guesses the next one or counts our complaints) and a
 * check symbol. Symbols are Crockford's base 32: no I, L, O or U, so that it survives being read over the telephone.
 */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8

/** A new reference from at least five random bytes. */
export function reference(random: Uint8Array): string {
  if (random.length < 5) throw new Error(`a reference needs 5 random bytes, not ${random.length}`)
  let bits = 0n
  for (const byte of random.subarray(0, 5)) bits = (bits << 8n) | BigInt(byte)
  const values = Array.from({ length: LENGTH - 1 }, (_, place) => Number((bits >> BigInt(5 * place)) & 31n))
  return written([...values, checkOf(values)])
}

/** True of a reference exactly as we write it. */
export const isReference = (text: string) => parseReference(text) === text

/**
 * What a person meant by what they typed, as we write it; null where it cannot be one of ours. Lower case, `o` for 0, `i` or `l` for 1,
 * missing or other hyphens, spaces, full-width letters and Thai, Persian or Arabic digits are forgiven; a wrong or swapped symbol is not.
 */
export function parseReference(text: string): string | null {
  const symbols = [...latin(text).replace(/[\s\p{Pd}]/gu, '')]
  if (symbols.length !== LENGTH) return null
  const values = symbols.map((symbol) => SYMBOLS.indexOf(symbol))
  return values.includes(-1) || checkOf(values.slice(0, -1)) !== values.at(-1) ? null : written(values)
}

const latin = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹๐-๙]/gu, (digit) => String((digit.codePointAt(0)! - (/[๐-๙]/u.test(digit) ? 0x0e50 : 0x0660)) & 15))
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

const written = (values: readonly number[]) => {
  const symbols = values.map((value) => SYMBOLS[value]).join('')
  return `${symbols.slice(0, 4)}-${symbols.slice(4)}`
}

/**
 * The symbols are digits of the field with 32 elements, and each place weighs a different power of 2 in it: one wrong symbol, or any two
 * that changed places, always leave another sum.
 */
function checkOf(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum = doubled(sum ^ value)
  return sum
}

/** Times 2 in that field: modulo x⁵ + x² + 1. */
const doubled = (value: number) => (value & 16 ? (value << 1) ^ 0b100101 : value << 1)
