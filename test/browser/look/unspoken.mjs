/**
 * Words on the screen that came neither from the catalogue (which `?pseudo` puts in brackets) nor from what the server said. Needs `look`.
 * Times, key caps, initials and the names of languages are made by rules of their own.
 */
globalThis.unspoken = (said) => {
  const OWN = 'time, .when, .dur, kbd, .keys, .top-face, .top-name, .top-word, svg, code'
  /** Dates, zones, languages and the letters of severities as `Intl` and our own rules write them in English. */
  const MADE =
    /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|\bGMT\b|\b(English|Thai|Chinese|Persian)\b|\b[A-E]\b/g
  const known = said.toLowerCase().replace(/\s+/g, ' ')

  /** What is left when everything in brackets is gone, be they nested or not. */
  const outside = (text) => {
    let rest = text
    for (let before = ''; before !== rest; ) {
      before = rest
      rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ')
    }
    // A sentence with a piece of markup inside is cut into texts of which only the first and the last carry a bracket.
    return rest
      .replace(/⟦.*$|^.*⟧/gs, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  }
  const isData = (text) => text.split('·').every((piece) => !/\p{L}/u.test(piece) || known.includes(piece.trim().toLowerCase()))
  const unknown = (text) => {
    const rest = outside(text)
    return isData(rest) || isData(rest.replace(MADE, ' ').replace(/\s+/g, ' ').trim()) ? [] : [rest]
  }
  /** A key without words stands in its brackets as it is. */
  const bare = (text) => [...text.matchAll(/⟦([a-z]\w*(?:\.\w+)+)[ ·]*⟧/g)].map(([, key]) => `key without words: ${key}`)

  const texts = globalThis.look.texts().filter(({ element }) => !element.closest(OWN))
  const labels = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
    .filter((element) => globalThis.look.shown(element) && !element.closest('time, .when'))
    .flatMap((element) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''))
  const all = [...texts.map(({ text }) => text), ...labels]
  return [...new Set(all.flatMap((text) => [...unknown(text), ...bare(text)]))]
}
