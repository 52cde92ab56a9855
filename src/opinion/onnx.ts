import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Opinion } from './opinion'

/** As much of `onnxruntime-node` as is used; the package is the firm's to install. */
export type Runtime = {
  InferenceSession: { create(path: string): Promise<Session> }
  Tensor: new (type: 'string', data: string[], dims: number[]) => unknown
}
type Session = { run(feeds: Record<string, unknown>): Promise<Record<string, { data: ArrayLike<number | bigint> }>> }
type About = { input: string; output: string; positive: number; shape?: number[] }

/**
 * A folder with `model.onnx`, which takes a text and gives probabilities (as scikit-learn's pipelines do when they are exported), and `opinion.json`,
 * which names its input, its output and the place of the complaint's probability in it. Read when the first doubt arises; what is wrong with folder or
 * package is thrown then.
 */
export function onnxOpinion(folder: string, runtime: () => Promise<Runtime>): Opinion {
  let ready: Promise<(text: string) => Promise<number>> | undefined
  return {
    name: 'onnx',
    complaint: async (text) => {
      ready ??= open(folder, runtime)
      const answer = await ready.catch((error) => {
        ready = undefined
        throw error
      })
      return answer(text)
    },
  }
}

async function open(folder: string, runtime: () => Promise<Runtime>) {
  const about = aboutIn(folder)
  const { InferenceSession, Tensor } = await runtime()
  const session = await InferenceSession.create(join(folder, 'model.onnx'))
  return async (text: string) => {
    const answers = await session.run({ [about.input]: new Tensor('string', [text], about.shape ?? [1, 1]) })
    const p = answers[about.output]?.data[about.positive]
    if (p === undefined) throw new Error(`it gave no number ${about.positive} in "${about.output}"`)
    return Number(p)
  }
}

function aboutIn(folder: string): About {
  const file = join(folder, 'opinion.json')
  const about = JSON.parse(readFileSync(file, 'utf8')) as Partial<About>
  const { input, output, positive } = about
  if (typeof input !== 'string' || typeof output !== 'string' || !Number.isInteger(positive))
    throw new Error(`${file} has to say "input", "output" and "positive"`)
  return about as About
}
