import type { Reading, Readings } from '../actions/detector-needs'
import type { StoredMessage } from '../actions/needs'
import type { Finding } from '../domain/finding'

/** A model of another kind: how likely a text is a complaint. Whatever goes wrong with it is thrown. */
export type Opinion = { name: string; complaint(text: string): Promise<number> }

export type Asking = {
  opinion: Opinion
  /** Milliseconds that only ever grow. */
  now(): number
  log(line: string): void
  /** For all messages of a batch together. */
  waitMs?: number
}

/** A second model may take so long over a batch, and is asked about so many of its messages, so many at a time. */
const WAIT_MS = 2_000
const MOST = 24
const AT_ONCE = 4
/** Where more arrives than this, nobody waits for anybody's opinion. */
const RUSH = 64
/** After it has failed it is left alone for so long. */
const REST_MS = 60_000
/** From this probability on a doubt becomes a complaint; what is below leaves it the doubt that it was. */
const SURE = 0.8
const MOST_READ = 4_000

/**
 * Asks a second model about the messages that the detector is not sure of. Its word only ever makes a complaint of a doubt, so that nothing is lost by
 * its being wrong, slow or away: those messages stay as the detector left them, and it is asked again after a minute.
 */
export function secondOpinions({ opinion, now, log, waitMs = WAIT_MS }: Asking) {
  let restUntil = Number.NEGATIVE_INFINITY
  const rest = (why: unknown) => {
    if (now() >= restUntil)
      log(`the second opinion of ${opinion.name} is not to be had: ${why instanceof Error ? why.message : String(why)}`)
    restUntil = now() + REST_MS
  }
  return async (messages: readonly Pick<StoredMessage, 'id' | 'text'>[], readings: Readings): Promise<Readings> => {
    const unsure = messages.filter(({ id }) => isUnsure(readings.get(id))).slice(0, MOST)
    if (unsure.length === 0 || messages.length > RUSH || now() < restUntil) return readings
    const heard = new Map(readings)
    let open = true
    const queue = [...unsure]
    const ask = async () => {
      for (let message = queue.shift(); message && open; message = queue.shift()) {
        const p = probability(await opinion.complaint(message.text.slice(0, MOST_READ)))
        if (open) heard.set(message.id, heardOf(readings.get(message.id) as Finding, p, opinion.name, message.text))
      }
    }
    try {
      await inTime(Promise.all(Array.from({ length: AT_ONCE }, ask)), waitMs)
    } catch (error) {
      rest(error)
    }
    open = false
    return heard
  }
}

const isUnsure = (reading: Reading | undefined): boolean =>
  reading !== undefined && !('failed' in reading) && reading.complaint.value === 'unsure'

function probability(p: unknown): number {
  if (typeof p !== 'number' || !(p >= 0 && p <= 1)) throw new Error(`it answered ${String(p).slice(0, 40)}, which is no probability`)
  return p
}

function heardOf(finding: Finding, p: number, name: string, text: string): Finding {
  if (p < SURE) return finding
  const { complaint, reasons, model } = finding
  return {
    ...finding,
    complaint: { value: 'yes', p: Math.max(complaint.p, p) },
    reasons: [...reasons, { task: 'complaint', start: 0, end: text.length, weight: 1, rule: `opinion:${name}` }],
    model: { id: model.id, version: `${model.version}+${name}` },
  }
}

/** Whoever is asked may go on answering; nobody hears it any more. */
function inTime(work: Promise<unknown>, ms: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
