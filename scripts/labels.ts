import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Agreement, agreementOf, type Labels, TASKS, type Task } from './samples/agreement'
import { LANGUAGES, MESSAGES, rowsOf } from './samples/messages'

/**
 * `npm run labels`: the agreement of the two label passes over samples/messages, by language and task. The second labels lie in
 * samples/messages/second-pass/LANG.jsonl (`id` and the labels, no text). `--write` keeps the figures in agreement.json: do it before
 * rows are mended, for what is reported is how much the two passes agreed on their own. Without second labels, the kept figures are shown.
 */
type Figures = Record<string, Partial<Record<Task, Agreement>>>
const KEPT = join(MESSAGES, 'agreement.json')

function measured(): Figures {
  const figures: Figures = {}
  for (const lang of LANGUAGES) {
    const second = rowsOf<Labels>(MESSAGES, 'second-pass', `${lang}.jsonl`)
    const first = [...rowsOf<Labels>(MESSAGES, `${lang}.jsonl`), ...rowsOf<Labels>(MESSAGES, 'held-back', `${lang}.jsonl`)]
    if (second.length > 0) figures[lang] = agreementOf(first, second)
  }
  return figures
}

const kept = (): Figures => (existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, 'utf8')) as Figures) : {})

function table(figures: Figures): string {
  const rows = Object.entries(figures).map(([lang, tasks]) => {
    const cells = TASKS.map((task) => (tasks[task] ? tasks[task].kappa.toFixed(2) : '-'))
    const n = Math.max(0, ...Object.values(tasks).map((task) => task.n))
    return [lang, String(n), ...cells]
  })
  return [['lang', 'rows', ...TASKS], ...rows].map((row) => row.map((cell) => cell.padStart(10)).join('')).join('\n')
}

const fresh = measured()
if (process.argv.includes('--write')) writeFileSync(KEPT, `${JSON.stringify(fresh, null, 2)}\n`)
const shown = Object.keys(fresh).length > 0 ? fresh : kept()
if (Object.keys(shown).length === 0) console.log(`No second labels yet: they belong in ${MESSAGES}/second-pass/LANG.jsonl.`)
else console.log(`Cohen's kappa between the two passes\n${table(shown)}`)
