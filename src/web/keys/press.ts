/** What a keyboard event tells us; a DOM `KeyboardEvent` is one. */
export type KeyPress = {
  key: string
  code: string
  keyCode?: number
  isComposing?: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  getModifierState?: (key: string) => boolean
}

/** True while an input method is choosing a candidate: no handler of ours may act on such a key. */
export const composing = (event: { isComposing?: boolean; keyCode?: number }) => event.isComposing === true || event.keyCode === 229

/**
 * The press as it is written in the table of bindings, or null where no binding may answer: during composition, with Alt or AltGr, for lone
 * modifiers. A layout that types Latin is matched by what it types (Dvorak, AZERTY), any other by the place of the key (Thai, Persian).
 */
export function pressed(event: KeyPress): string | null {
  if (composing(event) || event.altKey || event.getModifierState?.('AltGraph')) return null
  const key = plainKey(event)
  if (key === null) return null
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? null : `Mod+${key}`
  return event.shiftKey && !SHIFT_IS_PART.test(key) ? `Shift+${key}` : key
}

const SHIFT_IS_PART = /^[^a-z]$/
const LATIN = /^[\u0021-\u007e]$/
const NAMED = new Set(['Enter', 'Escape', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageDown', 'PageUp'])

function plainKey({ key, code, shiftKey }: KeyPress): string | null {
  if (NAMED.has(key)) return key
  if (key === ' ') return 'Space'
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1]
  if (digit !== undefined && !/^[a-z]$/i.test(key) && (key === digit || !shiftKey)) return digit
  if (LATIN.test(key)) return key.toLowerCase()
  const [plain, shifted] = places[code] ?? []
  if (plain !== undefined) return shiftKey ? (shifted ?? plain) : plain
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null
}

/** What the punctuation keys carry on a Latin layout, plain and with Shift. */
const places: Record<string, [string, string]> = {
  Slash: ['/', '?'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Period: ['.', '>'],
  Comma: [',', '<'],
}
