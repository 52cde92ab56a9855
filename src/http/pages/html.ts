/** Markup that may be printed as it is. Only `html` makes it, so whatever a person typed has been escaped before it gets here. */
export class Html {
  constructor(readonly text: string) {}
  toString() {
    return this.text
  }
}
export type Printable = Html | string | number | null | undefined | false | readonly Printable[]

/** A template whose values are escaped unless they are markup themselves; a list is printed without commas, nothing prints nothing. */
export const html = (pieces: TemplateStringsArray, ...values: Printable[]) =>
  new Html(pieces.map((piece, i) => (i === 0 ? piece : print(values[i - 1]) + piece)).join(''))

function print(value: Printable): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(print).join('')
  return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
