/** What was typed after a sign that begins a word, up to the caret; null where nothing was. */
export function asked(text: string, caret: number, sign: string): { from: number; query: string } | null {
  const from = caret === 0 ? -1 : text.lastIndexOf(sign, caret - 1)
  if (from < 0) return null
  const query = text.slice(from + 1, caret)
  const begins = from === 0 || /[\s([{“"'（【]/u.test(text.charAt(from - 1))
  return begins && query.length <= 40 && !/[\n/@]/.test(query) ? { from, query } : null
}

const GAP = /\{\{[^{}]+\}\}/

/** The text with words in place of what was asked for, nothing else touched; and what to select: the first gap in them, or the place behind them. */
export function inserted(text: string, from: number, to: number, words: string): { text: string; start: number; end: number } {
  const gap = GAP.exec(words)
  const start = from + (gap ? gap.index : words.length)
  return { text: text.slice(0, from) + words + text.slice(to), start, end: start + (gap ? gap[0].length : 0) }
}
