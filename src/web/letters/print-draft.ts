import type { LetterPreview } from './letters'

const LOOK = 'body{font:12pt/1.6 sans-serif;max-width:17cm;margin:2cm auto;white-space:pre-line}small{display:block;margin-block-end:1cm}'

/** The letter on a page of its own, for paper; it says that nobody has sent it. */
export function printDraft({ lang, dir, subject, body }: Pick<LetterPreview, 'lang' | 'dir' | 'subject' | 'body'>, mark: string) {
  const page = window.open('', '_blank')
  if (!page) return
  const { document: paper } = page
  paper.documentElement.lang = lang
  paper.documentElement.dir = dir
  paper.title = `${mark} · ${subject}`
  const add = (name: 'style' | 'small' | 'h1' | 'div', text: string, into: Element = paper.body) => {
    const element = paper.createElement(name)
    element.textContent = text
    into.append(element)
    return element
  }
  add('style', LOOK, paper.head)
  add('small', mark).dir = 'auto'
  add('h1', subject)
  add('div', body)
  page.focus()
  page.print()
}
