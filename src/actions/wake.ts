import type { Moment } from '../domain/moment'
import { waitsFor } from './begin-climb'
import { conclude, readDue, type Thought, think } from './due'
import type { Directory, DueCase, Needs, TenantTx } from './needs'
import { Summaries } from './summaries'

/** Cases of one transaction. */
const BATCH = 1_000
/** Cases that are put in order at a time: a grave one that falls due meanwhile waits for these. */
const AHEAD = 20_000
/** Batches after which whoever wants to write too gets in between. */
const STRIDE = 10
/** Screens hear of so many changes one by one; of more, they look anew. */
const TOLD = 500

type Woken = { done: number; more: boolean }
/** Cases with what follows from what is due of them, as long as their stamp is the same; without one, `put` says whether it still follows. */
type Batch = { which: DueCase[]; stamp: string | null; thought: Thought }
/** What falls due at a moment to come, read and decided for that moment. */
export type Ready = { at: Moment; directory: Directory; batches: Batch[] }
type Waking = { needs: Needs; tenant: string; epoch: number; directory: Directory; told: Summaries }

/**
 * Fires what is due for one tenant, gravest cases first: clocks that warn or run out, escalations whose next level has come. `now` only
 * decides *whether* a time has come; what comes next is counted from the stored due time. Where this process no longer drives the loops
 * (`epoch` is over), the fence throws and nothing of the batch happens. Returns how much it did; call again while there is more.
 */
export async function wake(needs: Needs, tenant: string, epoch: number): Promise<Woken> {
  const directory = await needs.store.directory(tenant)
  let found = 0
  const done = await fire({ needs, tenant, epoch, directory, told: new Summaries() }, async (tx) => {
    const which = await tx.dueCases(needs.now(), BATCH)
    found = which.length
    return think(needs, directory, await readDue(directory, tx, needs.now(), which))
  })
  return { done, more: found === BATCH && done > 0 }
}

/**
 * The same for a great many at once: first what is ready for this moment, then batch by batch; while two are being written, the next is decided
 * and the one after it read. What was decided ahead is written only where nothing about its cases has changed since; else it is read again.
 */
export async function wakeAhead(needs: Needs, tenant: string, epoch: number, ready: Ready | null = null): Promise<Woken> {
  const directory = ready?.directory ?? (await needs.store.directory(tenant))
  const waking = { needs, tenant, epoch, directory, told: new Summaries() }
  let done = 0
  for (const batches = ready?.batches ?? []; batches.length > 0; ) done += await writeAll(waking, batches.splice(0, STRIDE))
  const waiting = await needs.store.look(tenant, (reads) => reads.dueCases(needs.now(), AHEAD))
  const more = waiting.length > BATCH // of a case under way there may be more that is due
  while (waiting.length > 0) done += await writeAll(waking, readAll(waking, waiting.splice(0, STRIDE * BATCH)))
  return { done, more: more && done > 0 }
}

/** Reads and decides batch after batch, always one ahead of the one that is asked for. */
async function* readAll({ needs, directory, tenant }: Waking, waiting: DueCase[]): AsyncGenerator<Batch> {
  const read = () => (waiting.length === 0 ? null : readBatch(needs, directory, tenant, needs.now(), waiting.splice(0, BATCH)))
  let reading = read()
  while (reading) {
    const { due, ...batch } = await reading
    reading = read()
    reading?.catch(() => undefined) // it is waited for above, or not needed any more
    yield { ...batch, thought: think(needs, directory, due) }
  }
}

/** Writes batches two at a time; each waits with its end for the one before it, and with that one fails. Returns how much was due. */
async function writeAll(waking: Waking, batches: Iterable<Batch> | AsyncIterable<Batch>): Promise<number> {
  let [done, earlier, last] = [0, Promise.resolve(0), Promise.resolve(0)]
  try {
    for await (const batch of batches) {
      done += await earlier
      earlier = last
      last = write(waking, batch, earlier)
      last.catch(() => undefined) // it is waited for above and below
    }
    return done + (await earlier) + (await last)
  } finally {
    await Promise.allSettled([earlier, last])
  }
}

/** Reads and decides into `ready` what falls due at its moment, gravest first, for as long as it is wanted. Writes nothing. */
export async function prepare(needs: Needs, tenant: string, { at, directory, batches }: Ready, most: number, wanted: () => boolean) {
  const waiting = await needs.store.look(tenant, (reads) => reads.dueCases(at, most, at - 1))
  while (waiting.length > 0 && wanted()) {
    const { due, ...batch } = await readBatch(needs, directory, tenant, at, waiting.splice(0, BATCH))
    if (wanted()) batches.push({ ...batch, thought: think(needs, directory, due) })
  }
}

const readBatch = (needs: Needs, directory: Directory, tenant: string, at: Moment, which: DueCase[]) =>
  needs.store.look(tenant, async (reads) => ({
    which,
    stamp: onlyClocks(directory, which) ? null : await reads.stampOf(which), // before what it vouches for
    due: await readDue(directory, reads, at, which),
  }))

/** Nothing but clocks moves: `put` sees by itself whether they, and how much has happened to their cases, are as they were. */
const onlyClocks = (directory: Directory, which: readonly DueCase[]) =>
  which.every(({ climbs }) => !climbs) && !waitsFor(directory, 'breach', 'clock_at')

async function write(waking: Waking, { which, stamp, thought }: Batch, before: Promise<unknown>): Promise<number> {
  const { needs, directory } = waking
  const afresh = async (tx: TenantTx) => think(needs, directory, await readDue(directory, tx, needs.now(), which))
  const asDecided = async (tx: TenantTx) => {
    const holds = thought.due.now <= needs.now() && (stamp === null || (await tx.stampOf(which)) === stamp)
    return holds ? thought : afresh(tx)
  }
  try {
    return await fire(waking, asDecided, before)
  } catch (error) {
    if (!(error instanceof Outdated)) throw error
    return fire(waking, afresh, before)
  }
}

/** Of what was decided something is no longer true. */
class Outdated extends Error {}

/** One transaction, and what there is to tell when it is through. Returns how much was due. */
async function fire(waking: Waking, decide: (tx: TenantTx) => Promise<Thought>, before?: Promise<unknown>): Promise<number> {
  const { needs, tenant, epoch, directory, told } = waking
  const write = async (tx: TenantTx) => {
    const [, thought] = await Promise.all([tx.fence(epoch), decide(tx)])
    const [put] = await Promise.all([tx.put(thought.own), Promise.resolve(before).then(() => tx.turn())])
    if (!put) throw new Outdated('somebody wrote about one of these cases meanwhile')
    const { effects, outdated, done } = conclude(needs, directory, thought, told)
    await tx.cancelNotices(outdated, 'summed_up')
    await tx.commit(effects)
    return { ...thought.own, notices: effects.notices, done }
  }
  const { cases, events, notices, done } = await needs.store.write(tenant, write, before && 'together')
  const changed = new Set([...cases.map(({ id }) => id), ...events.map(({ caseId }) => caseId)])
  if (changed.size > TOLD) needs.announce(tenant, { event: 'missed' })
  else for (const id of changed) needs.announce(tenant, { event: 'case.changed', id })
  if (notices?.length) needs.announce(tenant, { event: 'notice.changed', id: null })
  return done
}
