import type { ServerResponse } from 'node:http'
import type { ChatTurn, ChatView } from '../../actions/reads'
import { iso } from '../../domain/moment'
import type { Shown } from '../../domain/presence'
import { show } from '../../domain/public-id'
import { sourceOf } from '../pages/limit'
import { Problem } from '../problem'
import type { Handler } from '../route'
import type { Services } from '../services'
import { type Visitor, visitorOf } from './visitor'

/** A turn as a visitor may see it: nothing of who wrote for us, of the case, of what was found in their words. */
const presentTurn = ({ id, ours, text, at, files }: ChatTurn) => ({
  id: ours ? show('ntc', id) : id,
  from: ours ? 'desk' : 'visitor',
  text,
  at: iso(at),
  files: files.map(({ id, name, size }) => ({ id: show('att', id), name, size })),
})
const present = ({ turns, case: it }: ChatView) => ({ turns: turns.map(presentTurn), reference: it?.reference ?? null })

/** The whole conversation, for a window that opens. */
export const getMessages: Handler = async (services, request, reply) => {
  const { tenant, address } = await visitorOf(services, request)
  reply.header('cache-control', 'no-store')
  return present(await services.reads.chat(tenant, address))
}

const BEAT_MS = 10_000
/** What a line that broke may have missed is said again from a little before; the window knows each turn by its id. */
const OVERLAP_MS = 60_000

/**
 * What is said, as it is said, and whether somebody of the desk is writing. Each time the conversation is read anew and what this line has not
 * told yet is told, so that nothing is missed and nothing comes twice; the beat catches what no process said.
 */
export const getStream: Handler = async (services, request, reply) => {
  const visitor = await visitorOf(services, request)
  const leave = services.chat.enter(visitor.address, sourceOf(request))
  if (!leave) throw new Problem(429, 'too_many', 'This conversation is open in too many windows. Close one.')
  const last = Date.parse(String(request.headers['last-event-id'] ?? ''))
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  raw.write(': here\n\n')
  const line = telling(services, visitor, raw, Number.isNaN(last) ? 0 : last - OVERLAP_MS)
  const stop = services.live.subscribe(visitor.tenant, null, (_id, change) => {
    if (change.event === 'presence.changed') line.desk(change)
    else if (change.event === 'chat.changed' ? change.id === visitor.address : change.event === 'message.processed' && line.waits())
      line.tell()
  })
  const beat = setInterval(() => {
    raw.write(': still here\n\n')
    line.tell()
  }, BEAT_MS)
  request.raw.on('close', () => {
    clearInterval(beat)
    stop()
    leave()
  })
  line.tell()
}

/** Tells what is new, one reading at a time; what changes meanwhile is read once more. */
function telling(services: Services, { tenant, address }: Visitor, raw: ServerResponse, since: number) {
  const told = new Set<string>()
  let theirs: ChatView['case'] = null
  let reading = false
  let again = false
  const once = async () => {
    const { turns, case: it } = await services.reads.chat(tenant, address)
    const fresh = turns.filter(({ id, at }) => at >= since && !told.has(id))
    const named = it !== null && it.id !== theirs?.id
    theirs = it
    for (const { id } of fresh) told.add(id)
    if (fresh.length > 0 || named) {
      const at = fresh.at(-1)?.at
      raw.write(
        `${at === undefined ? '' : `id: ${iso(at)}\n`}event: turns\ndata: ${JSON.stringify(present({ turns: fresh, case: it }))}\n\n`,
      )
    }
  }
  const tell = async () => {
    again = reading
    if (reading) return
    reading = true
    await once().catch(() => raw.destroy())
    reading = false
    if (again) void tell()
  }
  /** That somebody is there and whether they write, and not who. */
  const desk = ({ id, people }: { id: string; people: readonly Shown[] }) => {
    if (id !== theirs?.id) return
    const said = { here: people.length > 0, typing: people.some(({ typing, replying }) => typing && replying) }
    raw.write(`event: desk\ndata: ${JSON.stringify(said)}\n\n`)
  }
  return { tell: () => void tell(), waits: () => theirs === null, desk }
}
