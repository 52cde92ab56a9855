/** An address begins where no letter stands before it: else a text without spaces, as Chinese is, would be gone through once for each letter. */
const HANDLES_LINKS_TAGS =
  /(?:https?:\/\/|www\.)\S+|(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]+\.\p{L}+|[@#＠＃][\p{L}\p{N}\p{M}._-]+|\{\{[^{}]*\}\}/gu
const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const STRONG = /\p{L}/u

/** Text cut into pieces, where handles, links and hashtags stand apart: inside right-to-left words they need an isolate of their own. */
export function isolates(text: string): { text: string; apart: boolean; at: number }[] {
  const found: { text: string; apart: boolean; at: number }[] = []
  let from = 0
  for (const hit of text.matchAll(HANDLES_LINKS_TAGS)) {
    if (hit.index > from) found.push({ text: text.slice(from, hit.index), apart: false, at: from })
    found.push({ text: hit[0], apart: true, at: hit.index })
    from = hit.index + hit[0].length
  }
  if (from < text.length) found.push({ text: text.slice(from), apart: false, at: from })
  return found
}

/**
 * The direction of a person's words: first strong letter after handles, links, hashtags, gaps of saved replies, emoji and digits are set aside, because
 * `dir="auto"` takes "@brand بوی تند" for left-to-right. Text without any letter
 * follows the page, which `auto` would not: a lone "/" jumps to the left of a Persian field.
 */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const words = text.replace(HANDLES_LINKS_TAGS, ' ')
  const first = STRONG.exec(words)?.[0] ?? STRONG.exec(text)?.[0]
  if (first === undefined) return undefined
  return RTL.test(first) ? 'rtl' : 'ltr'
}
