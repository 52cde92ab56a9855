import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { calibrate, train } from './train'

const dir = mkdtempSync(join(tmpdir(), 'redress-train-'))
afterAll(() => rmSync(dir, { recursive: true }))
afterEach(() => void vi.restoreAllMocks())
const fields = { label: 'tone', langField: 'lang', textField: 'text' }
const THINGS = ['kettle', 'lamp', 'phone', 'chair', 'router', 'radio', 'watch', 'desk', 'printer', 'bag', 'drill', 'tent', 'sofa', 'mixer']
const rows = (tones: Record<string, string[]>) =>
  Object.entries(tones).flatMap(([tone, said]) =>
    said.flatMap((words) => THINGS.map((thing) => ({ text: words.replace('X', thing), tone, lang: 'en' }))),
  )
const TONES = { bad: ['my X broke at once', 'the X is awful', 'worst X ever'], good: ['I love my X', 'a lovely X', 'thanks for the X'] }
const file = (name: string, lines: object[]) => {
  writeFileSync(join(dir, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return join(dir, name)
}
const told = (on: NodeJS.WriteStream) => {
  const heard: string[] = []
  vi.spyOn(on, 'write').mockImplementation((text) => heard.push(String(text)) > 0)
  return heard
}

test('calibration leaves out labels that the model does not know, and says how many and which', async () => {
  const [model, out] = [join(dir, 'tone.model'), join(dir, 'fitted.model')]
  const [data, words] = [told(process.stdout), told(process.stderr)]
  await train(
    { json: true, quiet: true },
    { ...fields, train: [file('rows.jsonl', rows(TONES))], task: 'tone', base: 'none', out: model, seed: '1' },
  )
  const own = file('own.jsonl', [...rows(TONES), ...rows({ odd: ['a X'] })])
  await calibrate({ json: true }, { ...fields, model, data: own, out })
  expect(JSON.parse(data.at(-1)!)).toMatchObject({ rows: 84, left_out: 14 })
  expect(words.join('')).toContain('14 of 98 rows have labels that the model does not know (odd): they are left out')

  await calibrate({ json: true }, { ...fields, model, data: file('known.jsonl', rows(TONES)), out })
  expect(JSON.parse(data.at(-1)!)).toMatchObject({ rows: 84, left_out: 0 })
})
