import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { loadDetector } from '../../../detection/detect'
import { FIRST_HEADS, SECOND_HEADS } from '../../../detection/heads'
import { type BaseFiles, type BaseParts, besideOf, fitParts } from '../../../detection/learn/base'
import { readTask } from '../../../detection/learn/file'
import { answer } from '../../../detection/learn/task-model'
import { baseOf, type TaskRow } from '../../../detection/learn/train'
import { seenBefore } from '../../../detection/seen'
import { packageRoot } from '../../../paths'
import { EXIT, Exit } from '../../exit'
import { say } from '../../output'

const models = () => join(packageRoot(), 'models')

/** What the shipped model can give to a model that is trained on it. */
export function shippedFiles(): BaseFiles {
  const general = join(models(), 'general')
  const card = readFileSync(join(general, 'card.json'), 'utf8')
  const { id, version } = JSON.parse(card) as { id: string; version: string }
  return {
    id,
    version,
    card,
    weights: new Uint8Array(readFileSync(join(general, 'weights.bin'))),
    words: new Uint8Array(readFileSync(join(models(), 'word-vectors', 'en.bin'))),
    lists: wordLists(join(models(), 'sentiment-words')),
  }
}

const wordLists = (dir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((file) => [basename(file, '.json'), readFileSync(join(dir, file), 'utf8')]),
  )

/** The base named by --base, and which parts of it fit these rows. A trained model gives on the base that it stands on. */
export function chooseBase(name: string, rows: TaskRow[], quiet: boolean): { files: BaseFiles; parts: BaseParts } | null {
  if (name === 'none') return null
  const files = name === 'shipped' ? shippedFiles() : readModel(name).base
  if (!files)
    throw new Exit(EXIT.usage, `${name} was trained on its rows alone and has nothing to carry over. Use --base shipped or --base none.`)
  const seen = seenBefore(join(models(), 'general'))
  const { seen: known, ...parts } = fitParts(
    rows.map(({ text }) => text),
    files,
    seen,
  )
  if (!parts.logits && !quiet)
    say(
      `${known} of these rows taught the base itself: what it thinks of them is not carried over${parts.words ? ', its word vectors are' : ''}`,
    )
  return { files, parts }
}

export function readModel(path: string) {
  if (!existsSync(path)) throw new Exit(EXIT.invalid, `${path} does not exist. "redress detector train … --out ${path}" makes a model.`)
  try {
    return readTask(path)
  } catch (error) {
    throw new Exit(EXIT.invalid, error instanceof Error ? error.message : String(error))
  }
}

/** Anything that answers a task: probabilities of its classes, the class it answers, and whether it is sure. */
export type Judge = {
  name: string
  classes: string[]
  judge(text: string, lang: string): { p: ArrayLike<number>; answer: number; sure: boolean }
}

export function judgeOf(model: string, task: string): Judge {
  if (model === 'shipped') return shippedJudge(task)
  const file = readModel(model)
  const base = baseOf(file)
  return {
    name: `${file.card.task} (${model})`,
    classes: file.card.classes,
    judge: (text, lang) => answer(file.model, text, lang, besideOf(base, text)),
  }
}

const SHIPPED: Record<string, readonly string[]> = { complaint: ['no', 'yes'], ...FIRST_TASKS(), ...SECOND_HEADS }
function FIRST_TASKS() {
  const { complaint: _, ...others } = FIRST_HEADS
  return others
}

function shippedJudge(task: string): Judge {
  const classes = SHIPPED[task]
  if (!classes) throw new Exit(EXIT.usage, `The shipped model does not answer "${task}". It answers: ${Object.keys(SHIPPED).join(', ')}.`)
  const detector = loadDetector(models())
  const { id, version } = detector.model
  return {
    name: `${task} (shipped: ${id} ${version})`,
    classes: [...classes],
    judge: (text, lang) => {
      const { p, sure } = detector.task(task, text, lang ? { lang } : {})
      let top = 0
      for (let k = 1; k < p.length; k++) if (p[k]! > p[top]!) top = k
      return { p, answer: top, sure }
    },
  }
}
