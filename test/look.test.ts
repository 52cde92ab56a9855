import { expect, test } from 'vitest'
import { filesBelow, isTest, read } from './support/source'

/** Where colours have their names: the console's tokens, Mantine's ramp (which wants plain values), the icon, and the chat button, which lives on pages without our tokens. */
const COLOURS = ['src/web/look/tokens.css', 'src/web/look/theme.ts', 'src/web/public/mark.svg', 'src/web/chat/button-style.ts']
const RAW = /#[0-9a-f]{3,8}\b(?![\w-])|\b(?:rgb|hsl|oklch|lab)a?\(|:\s*(?:white|black|red|green|blue|gr[ae]y|silver|navy|teal|orange)\b/i

const looks = [...filesBelow('src/web', /\.(css|tsx?)$/), ...filesBelow('src/http/pages', /\.ts$/)].filter((file) => !isTest(file))
const lines = looks.flatMap((file) =>
  read(file)
    .split('\n')
    .map((line, index) => ({ file, line, place: `${file}:${index + 1}: ${line.trim().slice(0, 120)}` }))
    .filter(({ line }) => !/^\s*(\/?\*|\/\/)/.test(line)),
)

/** Public pages carry their tokens in the sheet itself: what stands in a `:root` block names a colour, what stands outside uses one. */
const outsideTokens = (line: string) => line.replace(/:root\{[^}]*\}/g, '')
const isColour = (line: string) => RAW.test(outsideTokens(line).replace(/&#\d+;|&#\$\{/g, ''))

test('colours are named once: everything else says var(--…)', () => {
  expect(lines.filter(({ file, line }) => !COLOURS.includes(file) && isColour(line)).map(({ place }) => place)).toEqual([])
})

test('the guard against raw colours sees them', () => {
  for (const line of ['color: #0b5cad;', 'background:rgb(0 0 0 / 4%)', "style={{ color: 'x', background: '#fff' }}", 'color: white;'])
    expect([line, isColour(line)]).toEqual([line, true])
  for (const line of ['color: var(--text)', ':root{--text:#131A22}', "to: '#words'", 'grid-area: top'])
    expect([line, isColour(line)]).toEqual([line, false])
})

/** Latin letters that stand alone may be set tighter or wider; Thai marks and joined Arabic letters may not. */
const SPACED = /letter-spacing: ?(0|-0\.01em|0?\.01em|0?\.04em)\b/

test('nothing in the styles cuts or spoils a script: no italics, no capitals by style, no tracking, no hidden overflow', () => {
  const styles = lines.filter(({ file }) => /\.css$|style\.ts$/.test(file)).filter(({ line }) => !/\.away\{/.test(line))
  const spoils = /font-style: *(italic|oblique)|text-transform|font-variant: *small-caps|overflow(-[xy])?: *hidden/
  const tracked = ({ line }: { line: string }) => /letter-spacing/.test(line) && !SPACED.test(line)
  expect(styles.filter((one) => spoils.test(one.line) || tracked(one)).map(({ place }) => place)).toEqual([])
})

test('what is mirrored is mirrored by the page’s direction: no sideways moves and no corners by side', () => {
  const sided =
    /translateX\(|translate\(-?[\d.]+(px|rem|%)\s*,|border-(top|bottom)-(left|right)-radius|(scroll-)?(margin|padding)-(left|right)\b/
  expect(lines.filter(({ line }) => sided.test(line)).map(({ place }) => place)).toEqual([])
})

/** Folders whose looks every screen shares. */
const SHARED = ['look', 'parts', 'app']
/** The classes that a sheet describes by their name alone, so wherever they stand. */
const described = (css: string) =>
  [...css.matchAll(/([^{};]+)\{/g)]
    .flatMap(([, selectors = '']) => selectors.split(',').map((one) => one.trim()))
    .filter((one) => /^\.[\w-]+$/.test(one))
/** Sheets stay once they have come: a class of two screens would look one way before the other was visited, and another way after. */
const ofTwoFolders = (sheets: { folder: string; css: string }[]) => {
  const homes = new Map<string, Set<string>>()
  for (const { folder, css } of sheets) for (const name of described(css)) homes.set(name, (homes.get(name) ?? new Set()).add(folder))
  return [...homes].filter(([, folders]) => folders.size > 1).map(([name, folders]) => `${name}: ${[...folders].join(', ')}`)
}

test('a screen’s classes are its own: no other screen describes them too', () => {
  const sheets = filesBelow('src/web', /\.css$/).map((file) => ({ folder: file.split('/')[2] ?? '', css: read(file) }))
  expect(ofTwoFolders(sheets.filter(({ folder }) => !SHARED.includes(folder) && folder !== 'chat'))).toEqual([])
  expect(
    ofTwoFolders([
      { folder: 'case', css: '.said { padding: 0; }' },
      { folder: 'customers', css: '.a, .said { gap: 0; }' },
    ]),
  ).toHaveLength(1)
})
