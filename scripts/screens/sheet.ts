import { writeFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'

/** One picture of a sheet: where it stands and what it shows. */
export type Picture = { language: string; theme: string; width: number; image: Buffer }

const LANGUAGES = ['en', 'th', 'zh', 'fa']
/** How wide a picture is on the sheet, by the width of its window. */
const SHOWN: Record<number, number> = { 1440: 620, 1024: 620, 390: 300 }

const cell = ({ language, theme, width, image }: Picture) =>
  `<figure><img style="inline-size:${SHOWN[width] ?? 400}px" src="data:image/jpeg;base64,${image.toString('base64')}"><figcaption>${language} · ${theme} · ${width}</figcaption></figure>`

const row = (pictures: readonly Picture[], width: number, theme: string) =>
  LANGUAGES.flatMap((language) => pictures.filter((one) => one.width === width && one.theme === theme && one.language === language))
    .map(cell)
    .join('')

/** All pictures of one screen on one page: a row for each width and theme, a column for each language; phones share one row. */
export async function writeSheet(browser: Browser, file: string, title: string, pictures: readonly Picture[]) {
  const wide = [1440, 1024].flatMap((width) => ['light', 'dark'].map((theme) => `<div>${row(pictures, width, theme)}</div>`))
  const phones = `<div>${row(pictures, 390, 'light')}${row(pictures, 390, 'dark')}</div>`
  const style =
    'body{margin:16px;font:14px sans-serif;background:#777;color:#fff}div{display:flex;gap:12px;margin-block:12px}figure{margin:0}img{display:block}figcaption{padding-block:4px}'
  const page = await browser.newPage({ viewport: { width: 2560, height: 800 } })
  await page.setContent(`<style>${style}</style><h1>${title}</h1>${wide.join('')}${phones}`)
  await writeFile(file, await page.screenshot({ fullPage: true, type: 'png' }))
  await page.close()
}
