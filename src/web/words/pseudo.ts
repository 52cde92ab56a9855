/**
 * `?pseudo` on any address: every sentence of the catalogue stands in brackets and is two fifths longer, so that words which never went
 * through it, keys without words and boxes that are too small for another language can be seen.
 */
export const pseudo = {
  type: 'postProcessor' as const,
  name: 'pseudo',
  process: (sentence: string) => `⟦${sentence}${' ····'.repeat(Math.ceil((sentence.length * 0.4) / 5))}⟧`,
}
