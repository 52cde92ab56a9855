import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadDetector } from '../../../../detection/detect'
import { packageRoot } from '../../../../paths'
import type { Labelled } from './rows'

/** Says of one text, or of many at once, whether it is a complaint. */
export type Judge = (texts: readonly string[]) => boolean[]
/** Something that can be measured: made ready from rows to learn from, where it learns at all. Throws where it is not installed. */
export type Engine = { name: string; about: string; prepare(train: readonly Labelled[]): Promise<Judge> }

const one =
  (judge: (text: string) => boolean): Judge =>
  (texts) =>
    texts.map(judge)

const shipped = (judge: (detector: ReturnType<typeof loadDetector>, text: string) => boolean) => async (): Promise<Judge> => {
  const detector = loadDetector(path.join(packageRoot(), 'models'))
  return one((text) => judge(detector, text))
}

export const ENGINES: readonly Engine[] = [
  {
    name: 'redress',
    about: 'all tasks, calibrated, with spans and risk phrases',
    prepare: shipped((detector, text) => detector.detect(text).complaint.p >= 0.5),
  },
  {
    name: 'redress-quick',
    about: 'all tasks, calibrated, without spans',
    prepare: shipped((detector, text) => detector.detect(text, { spans: false }).complaint.p >= 0.5),
  },
  { name: 'sentiment', about: 'AFINN word list; below nought is a complaint', prepare: afinn },
  { name: 'natural', about: 'naive Bayes over stems, taught', prepare: bayes },
  { name: 'fasttext.wasm.js', about: 'fastText in WebAssembly, word pairs, taught', prepare: fastText },
  { name: 'fasttext', about: "Debian's fastText, word pairs, taught", prepare: debianFastText },
]

async function afinn(): Promise<Judge> {
  const { default: Sentiment } = await import('sentiment')
  const words = new Sentiment()
  return one((text) => words.analyze(text).score < 0)
}

async function bayes(train: readonly Labelled[]): Promise<Judge> {
  const { default: natural } = await import('natural')
  const classifier = new natural.BayesClassifier()
  for (const { text, complaint } of train) classifier.addDocument(text, complaint ? 'yes' : 'no')
  classifier.train()
  return one((text) => classifier.classify(text) === 'yes')
}

const LEARNING = { lr: 0.5, epoch: 25, wordNgrams: 2, minn: 2, maxn: 4, dim: 50, bucket: 200_000, loss: 'softmax' }

const flat = (text: string): string => text.replace(/\s+/g, ' ')
const asLines = (train: readonly Labelled[]): string =>
  train.map(({ text, complaint }) => `__label__${complaint ? 'yes' : 'no'} ${flat(text)}`).join('\n')

type Model = { predict(text: string, k: number, threshold: number): { size(): number; get(i: number): [number, string] } }

async function fastText(train: readonly Labelled[]): Promise<Judge> {
  const { getFastTextClass, getFastTextModule } = await import('fasttext.wasm.js')
  const FastText = await getFastTextClass({ getFastTextModule })
  const address = `data:text/plain;base64,${Buffer.from(`${asLines(train)}\n`).toString('base64')}`
  const model = (await new FastText().trainSupervised(address, LEARNING, () => undefined)) as Model
  return one((text) => {
    const found = model.predict(flat(text), 1, 0)
    return found.size() > 0 && found.get(0)[1] === '__label__yes'
  })
}

/** The program reads and writes files; what it takes to start is part of its time. */
async function debianFastText(train: readonly Labelled[]): Promise<Judge> {
  const folder = mkdtempSync(path.join(tmpdir(), 'redress-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const [learn, model, ask] = ['learn.txt', 'model', 'ask.txt'].map((name) => path.join(folder, name)) as [string, string, string]
  writeFileSync(learn, `${asLines(train)}\n`)
  const { loss, ...numbers } = LEARNING
  const options = Object.entries(numbers).flatMap(([name, value]) => [`-${name}`, String(value)])
  run(['supervised', '-input', learn, '-output', model, '-loss', loss, '-thread', '1', ...options])
  return (texts) => {
    writeFileSync(ask, `${texts.map(flat).join('\n')}\n`)
    return run(['predict', `${model}.bin`, ask])
      .trimEnd()
      .split('\n')
      .map((line) => line === '__label__yes')
  }
}

function run(args: string[]): string {
  const { status, stdout, error } = spawnSync('fasttext', args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (error || status !== 0) throw error ?? new Error(`fasttext ended with ${status}`)
  return stdout
}
