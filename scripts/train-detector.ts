import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadDetector } from '../src/detection/detect'
import { TOPICS } from '../src/detection/heads'
import { readModel } from '../src/detection/model'
import { readPacks } from '../src/detection/risk/pack'
import { makeScanner } from '../src/detection/risk/scan'
import { calibrateComplaint, scoreAll, temperatures, unsureBand } from '../src/detection/train/calibrate'
import { categoryReader } from '../src/detection/train/categories'
import { compose, type Sayings } from '../src/detection/train/compose'
import type { Example } from '../src/detection/train/example'
import { measureSets, measureSpeed } from '../src/detection/train/measure'
import { FREE_SETS, isHeldOut, publicExamples } from '../src/detection/train/public-sets'
import { quantise, saveModel } from '../src/detection/train/save'
import { hashesOf, train } from '../src/detection/train/trainer'

const USAGE = `Trains models/general from the free public sets and from samples/training.

  npx tsx scripts/train-detector.ts --data DIR [--models DIR] [--samples DIR] [--measure] [--version V]

--data     folder that holds the sets (wisesight-th, banking77-en, cfpb-narratives-en, smsa-id)
--measure  do not train: print how the model does on every set found under --data, and its speed
`
const OWN_ROWS: Record<string, number> = { en: 24_000, th: 6_000, zh: 14_000, fa: 14_000 }
const BITS = { first: 17, second: 15 }
const SHARPEST = 0.9

const { values: given } = parseArgs({
  options: {
    data: { type: 'string' },
    models: { type: 'string', default: 'models' },
    samples: { type: 'string', default: 'samples/training' },
    version: { type: 'string', default: '1' },
    epochs: { type: 'string', default: '5' },
    measure: { type: 'boolean', default: false },
  },
})
if (!given.data) {
  process.stderr.write(USAGE)
  process.exit(2)
}
if (!given.measure) trainAndSave(given.data)
const detector = loadDetector(given.models)
console.table(measureSets(detector, given.data))
if (given.measure) console.table(measureSpeed(detector, given.data))

function trainAndSave(data: string): void {
  const scanners = readPacks(join(given.models, 'risk-phrases')).map(makeScanner)
  const categories = categoryReader(scanners)
  const all = [...publicExamples(data), ...ownExamples()]
  const learn = all.filter((example) => !held(example))
  const keep = all.filter(held)
  process.stdout.write(`learning from ${learn.length} texts, keeping ${keep.length} aside\n`)
  const hashes = learn.map(({ text }) => hashesOf(text, categories))
  const learned = train(learn, hashes, {
    bits: BITS,
    epochs: Number(given.epochs),
    rate: 0.15,
    dropout: 0.25,
    seed: 7,
    progress: (done, of) => process.stdout.write(`epoch ${done}/${of}\n`),
  })
  const kept = scoreAll(
    learned,
    keep,
    keep.map(({ text }) => hashesOf(text, categories)),
  )
  const complaint = calibrateComplaint(kept, SHARPEST)
  const probability = (lang: string, logit: number) => {
    const { scale, shift } = complaint[lang] ?? complaint.other!
    return 1 / (1 + Math.exp(-(scale * logit + shift)))
  }
  const judged = kept
    .filter(({ example }) => example.labels.complaint !== undefined)
    .map(({ example, logits }) => ({ p: probability(example.lang, logits[0]!), complaint: example.labels.complaint! }))
  const { bytes, first, second } = quantise(learned)
  saveModel(join(given.models, 'general'), bytes, {
    id: 'general',
    version: given.version,
    bits: BITS,
    first,
    second,
    complaint,
    unsure: unsureBand(judged),
    temperature: temperatures(kept),
    trained_on: [
      ...Object.entries(FREE_SETS).map(([name, { terms }]) => ({
        name,
        rows: learn.filter(({ source }) => source === name).length,
        terms,
      })),
      {
        name: 'samples/training',
        rows: learn.filter(({ source }) => source === 'own').length,
        terms: 'written by the project, Apache-2.0',
      },
    ],
    held_out: {
      rows: judged.length,
      brier: Number((judged.reduce((sum, row) => sum + (row.p - row.complaint) ** 2, 0) / judged.length).toFixed(4)),
    },
    notes:
      'Learned from public texts in Thai, English and Indonesian and from composed texts in English, Thai, Chinese and Persian. Measured with scripts/train-detector.ts --measure.',
  })
  readModel(join(given.models, 'general'))
}

function ownExamples(): Example[] {
  return readdirSync(given.samples)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const sayings = JSON.parse(readFileSync(join(given.samples, name), 'utf8')) as Sayings
      const count = OWN_ROWS[sayings.lang] ?? 4_000
      return [
        ...compose(sayings, count, false, TOPICS, 11),
        ...compose(sayings, Math.round(count / 10), true, TOPICS, 12).map((example) => ({ ...example, source: 'own-held' })),
      ]
    })
}

function held(example: Example): boolean {
  return example.source === 'own-held' || (example.source !== 'own' && isHeldOut(example))
}
