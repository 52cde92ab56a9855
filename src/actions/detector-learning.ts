import type { Drift, FirmModel, LearningNeeds } from './detector-needs'

/** Only so many of the newest labels are learned from. */
const MOST_ROWS = 5_000
const DAY = 86_400_000
const WEEK = 7 * DAY
/** The night's work is done again after this long, where this many labels are new. */
const RESTS = 20 * 3_600_000
const WORTH_IT = 20

export type Learned = Pick<FirmModel, 'id' | 'state' | 'report'>
export type NotDone = { refused: string; code: 'unknown' | 'not_better' | 'nothing_before' }

/** Trains a challenger on a firm's corrections and judges it beside what is in force. What is not better is kept with its reason, and nothing else of it. */
export async function adapt(needs: LearningNeeds, tenant: string, by: string): Promise<Learned> {
  const [rows, choices] = [await needs.rows(tenant, MOST_ROWS), await needs.choices(tenant, MOST_ROWS)]
  const champion = await needs.champion(tenant)
  const { base, delta, report } = needs.challenge(rows, choices, champion?.delta ?? null)
  const state = delta ? 'challenger' : 'refused'
  const id = await needs.put(tenant, { state, base, report, delta, by, at: needs.now() })
  return { id, state, report }
}

/** Puts a challenger in force. One that was not better never is. */
export async function promote(needs: LearningNeeds, tenant: string, id: string, by: string): Promise<{ id: string } | NotDone> {
  const model = (await needs.models(tenant)).find((known) => known.id === id)
  if (!model) return { code: 'unknown', refused: `No model of this firm is called "${id}".` }
  const why = model.report.refused ?? model.report.verdict?.why ?? 'It was not judged.'
  if (model.state !== 'challenger') return { code: 'not_better', refused: model.state === 'refused' ? why : `${id} is ${model.state}.` }
  return (await needs.crown(tenant, { id, by, at: needs.now() }))
    ? { id }
    : { code: 'not_better', refused: `${id} is no challenger any more.` }
}

/** One step back, at once: the weights before, or the shared model alone. */
export async function rollBack(needs: LearningNeeds, tenant: string, by: string): Promise<{ was: string; is: string | null } | NotDone> {
  const moved = await needs.uncrown(tenant, { by, at: needs.now() })
  return moved ?? { code: 'nothing_before', refused: 'The shared model is in force; there is nothing to go back from.' }
}

/** The night's work for one firm: learns where enough is new, and puts in force what is better and worse on no language. Null where nothing was to do. */
export async function learnOvernight(needs: LearningNeeds, tenant: string): Promise<Learned | null> {
  const [last] = await needs.models(tenant)
  if (last && needs.now() - last.madeAt < RESTS) return null
  const rows = await needs.choices(tenant, MOST_ROWS)
  if (rows.filter(({ at }) => at > (last?.madeAt ?? 0)).length < WORTH_IT) return null
  const learned = await adapt(needs, tenant, 'night')
  if (learned.state === 'challenger') await promote(needs, tenant, learned.id, 'night')
  return learned
}

/** How far this week's messages differ from those of the four weeks before, in what the detector makes of them. */
export async function driftOfFirm(needs: LearningNeeds, tenant: string): Promise<Drift[]> {
  const now = needs.now()
  const [before, week] = await Promise.all([needs.counts(tenant, now - 5 * WEEK, now - WEEK), needs.counts(tenant, now - WEEK, now)])
  return (['score', 'language', 'topic'] as const).map((what) => needs.drift(what, before[what], week[what]))
}
