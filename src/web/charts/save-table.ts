import type { ChartWords, Shown } from './chart'

const cell = (value: string | number) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value))

/** The numbers as a file: names of columns as people read them, days and numbers as machines do. */
function tableOf({ columns }: ChartWords, points: readonly Shown[]): string {
  const heads = [columns.point, columns.value, columns.hatched, columns.mark].filter((name) => name !== null)
  const rows = points.map(({ key, value, hatched, mark }) => [
    key,
    value,
    ...(columns.hatched === null ? [] : [hatched]),
    ...(columns.mark === null ? [] : [mark ?? '']),
  ])
  return [heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')
}

export function saveTable(name: string, words: ChartWords, points: readonly Shown[]) {
  const address = URL.createObjectURL(new Blob([`\uFEFF${tableOf(words, points)}\r\n`], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: `${name}.csv` })
  link.click()
  URL.revokeObjectURL(address)
}
