import { join } from 'node:path'
import { promote as crown, adapt as learn, type NotDone, rollBack } from '../../actions/detector-learning'
import type { LearningNeeds, LearningReport } from '../../actions/detector-needs'
import { loadDetector } from '../../detection/detect'
import { learningNeedsOf } from '../../firm-detection'
import { correctedRows } from '../../store/detector-models'
import { EXIT, Exit } from '../exit'
import { tenantFor, withStore } from '../open'
import { type Globals, result, table } from '../output'

type Of = { tenant?: string }
const BY = 'cli'

const withLearning = (globals: Globals, options: Of, work: (needs: LearningNeeds, tenant: string) => Promise<void>) =>
  withStore(globals, async (opened) => {
    const models = join(opened.root, 'models')
    await work(learningNeedsOf(opened.db, Date.now, loadDetector(models), models), (await tenantFor(opened, options.tenant)).id)
  })

/** Exit 8 where nothing better was learned. */
export const adapt = (globals: Globals, options: Of) =>
  withLearning(globals, options, async (needs, tenant) => {
    const learned = await learn(needs, tenant, BY)
    const next = learned.state === 'challenger' ? `\nPut it in force: redress detector promote ${learned.id}` : ''
    result(globals, learned, `${told(learned.report)}${next}`)
    if (learned.state !== 'challenger') throw new Exit(EXIT.threshold, `${learned.id} is not put in force: ${whyNot(learned.report)}`)
  })

export const promote = (globals: Globals, id: string, options: Of) =>
  withLearning(globals, options, async (needs, tenant) => {
    const done = accepted(await crown(needs, tenant, id, BY))
    result(globals, done, `${done.id} is in force. Take it back: redress detector rollback`)
  })

export const rollback = (globals: Globals, options: Of) =>
  withLearning(globals, options, async (needs, tenant) => {
    const moved = accepted(await rollBack(needs, tenant, BY))
    result(globals, moved, `${moved.was} is taken back; ${moved.is ?? 'the shared model alone'} is in force.`)
  })

export const models = (globals: Globals, options: Of) =>
  withLearning(globals, options, async (needs, tenant) => {
    const all = await needs.models(tenant)
    const lines = all.map(({ id, state, report, madeAt, madeBy }) => [id, state, new Date(madeAt).toISOString(), madeBy, whyNot(report)])
    result(
      globals,
      all,
      lines.length > 0 ? table(['MODEL', 'STATE', 'MADE', 'BY', 'JUDGED'], lines) : 'Nothing was learned yet: redress detector adapt',
    )
  })

/** One JSON object a line, as `redress detector train`, `calibrate` and `eval` read them: the label of a task is the field of its name. */
export const corrections = (globals: Globals, options: Of) =>
  withStore(globals, async (opened) => {
    const rows = await correctedRows(opened.db, (await tenantFor(opened, options.tenant)).id)
    const said = rows.map(({ at, said: labels, ...row }) => ({ ...row, at: new Date(at).toISOString(), ...labels }))
    result(globals, said, said.map((row) => JSON.stringify(row)).join('\n'))
  })

const whyNot = ({ refused, verdict }: LearningReport): string => refused ?? verdict?.why ?? ''

function told({ tasks = [], ...report }: LearningReport): string {
  const of = tasks.map(
    ({ task, corrected, taught, heldBack, why }) => `${task}: ${corrected} corrected, ${taught} taught, ${heldBack} judged. ${why}`,
  )
  return [toldOfComplaints(report), ...of].join('\n')
}

function toldOfComplaints({ rows, taught, heldBack, verdict, refused }: LearningReport): string {
  if (!verdict) return refused ?? ''
  const lines = verdict.comparisons.map(({ lang, champion, challenger, right, missed }) => [
    lang,
    String(challenger.n),
    `${champion.right} → ${challenger.right}`,
    `${right.low} to ${right.high}`,
    `${champion.missed} → ${challenger.missed}`,
    `${missed.low} to ${missed.high}`,
    `${champion.alarms} → ${challenger.alarms}`,
  ])
  const changed = verdict.changed
    .slice(0, 12)
    .map(
      ({ was, is, complaint, excerpt }) =>
        `  ${was.toFixed(2)} → ${is.toFixed(2)}  ${complaint ? 'complaint' : 'none'}  ${excerpt.replace(/\s+/g, ' ')}`,
    )
  return [
    `${rows} corrections: ${taught} taught, the ${heldBack} newest judged.`,
    table(['LANG', 'ROWS', 'RIGHT', '95 %', 'MISSED', '95 %', 'FALSE ALARMS'], lines),
    ...(changed.length > 0 ? ['What would change:', ...changed] : []),
    verdict.why,
  ].join('\n')
}

function accepted<T extends object>(answer: T | NotDone): T {
  if (!('refused' in answer)) return answer
  const { code, refused } = answer as NotDone
  throw new Exit(code === 'not_better' ? EXIT.threshold : EXIT.nothing, refused)
}
