import type { Config } from './config'
import type { Finding } from './domain/finding'
import { guardedFetch } from './notify/egress'
import { endpointOpinion, type Post } from './opinion/endpoint'
import { onnxOpinion, type Runtime } from './opinion/onnx'
import { type Opinion, secondOpinions } from './opinion/opinion'
import type { Reader } from './reader'

const TIMEOUT_MS = 2_000
/** The firm's to install, and no dependency of ours: its name is no word that a bundler could follow. */
const RUNTIME = 'onnxruntime-node'

/** The second model that the firm named, if it did: an address or a folder. Nothing of it is looked at before the first doubt. */
export function opinionFrom({
  opinion,
  opinionModel,
  opinionKey,
}: Pick<Config, 'opinion' | 'opinionModel' | 'opinionKey'>): Opinion | null {
  if (!opinion) return null
  if (!/^https?:\/\//.test(opinion)) return onnxOpinion(opinion, installed)
  return endpointOpinion({ url: opinion, model: opinionModel, key: opinionKey, post })
}

/** Reads messages and has the second model, where there is one, asked about the doubtful ones. */
export function readingBy(reader: Reader, opinion: Opinion | null, log: (line: string) => void): Reader['read'] {
  if (!opinion) return reader.read
  const second = secondOpinions({ opinion, now: () => performance.now(), log })
  return async (messages) => second(messages, await reader.read(messages))
}

/** One text after the other, as a command reads them: a finding, and what it is once the second model was heard. */
export function hearingOf(opinion: Opinion | null, log: (line: string) => void): (text: string, finding: Finding) => Promise<Finding> {
  if (!opinion) return async (_, finding) => finding
  const second = secondOpinions({ opinion, now: () => performance.now(), log })
  return async (text, finding) => (await second([{ id: '', text }], new Map([['', finding]]))).get('') as Finding
}

async function installed(): Promise<Runtime> {
  try {
    const found = (await import(RUNTIME)) as Runtime & { default?: Runtime }
    return found.default ?? found
  } catch {
    throw new Error(`the package ${RUNTIME} is not installed (npm install ${RUNTIME} beside Redress)`)
  }
}

/** Servers of the firm's own may stand in its own network: who can set our environment can name any address. */
const post: Post = async (url, headers, body) => {
  const answer = await guardedFetch({ url, wall: { allowPrivate: true }, method: 'POST', headers, body, timeoutMs: TIMEOUT_MS })
  if (answer.kind !== 'answered') throw new Error(answer.reason)
  return { status: answer.status, body: answer.body.toString('utf8') }
}
