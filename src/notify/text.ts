/** One line without control characters: what may stand in a header, a title or a chat's first line. */
export const oneLine = (text: string) => text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim()

/** At most `limit` UTF-16 units, cut between graphemes, with an ellipsis where something was cut. */
export function clipped(text: string, limit: number): string {
  if (text.length <= limit) return text
  let end = 0
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, limit))) {
    if (index + segment.length > limit - 1) break
    end = index + segment.length
  }
  return `${text.slice(0, end)}…`
}

/** At most `limit` bytes of UTF-8, cut between graphemes. */
export function clippedBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text
  let [kept, size] = ['', 3]
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, limit))) {
    size += Buffer.byteLength(segment)
    if (size > limit) break
    kept += segment
  }
  return `${kept}…`
}

/** The address where a line is nothing but an http(s) URL, else null. Our own links stand so; a quoted customer's never do. */
export function linkOf(line: string): string | null {
  const trimmed = line.trim()
  return /^https?:\/\/[^\s<>"]+$/.test(trimmed) && URL.canParse(trimmed) ? new URL(trimmed).href : null
}

export const linesOf = (text: string) => text.split(/\r\n|\r|\n/)

export const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

export const isRightToLeft = (lang: string) => ['ar', 'fa', 'he', 'ur', 'ps', 'ckb'].includes(lang.toLowerCase().split('-')[0]!)
