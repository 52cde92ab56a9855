import { spansOf } from './due'
import type { Milestone, Pack } from './pack'

/** What can only be seen from the whole: names that point nowhere, and two milestones of which a case could not tell which is meant. */
export function checkPack(pack: Pack, problems: string[]) {
  const classIds = new Set(pack.classes.map((entry) => entry.id))
  if (pack.milestones.length === 0) problems.push('pack.milestones must hold at least one milestone.')
  if (classIds.size < pack.classes.length) problems.push('pack.classes holds two classes with the same id.')
  if (pack.classes.length > 0 && pack.classes.at(-1)!.when.source !== 'true')
    problems.push(`pack.classes[${pack.classes.length - 1}].when must be "true": the last class takes what no other took.`)
  pack.classes.slice(0, -1).forEach(({ when }, at) => {
    if (when.source === 'true') problems.push(`pack.classes[${at}].when is "true", so no class after it is ever found; put it last.`)
  })
  pack.milestones.forEach((milestone, at) => {
    checkNames(pack, milestone, `pack.milestones[${at}]`, classIds, problems)
    checkSpans(milestone, `pack.milestones[${at}]`, problems)
  })
  checkTwice(pack, problems)
  checkCircles(pack, problems)
  pack.pauses.forEach((pause, at) => {
    const where = `pack.pauses[${at}]`
    for (const id of pause.classes)
      if (!classIds.has(id)) problems.push(`${where}.classes names "${id}", which is not a class of this pack.`)
    for (const id of pause.milestones)
      if (!pack.milestones.some((one) => one.id === id))
        problems.push(`${where}.milestones names "${id}", which is not a milestone of this pack.`)
  })
}

function checkNames(pack: Pack, milestone: Milestone, where: string, classIds: ReadonlySet<string>, problems: string[]) {
  for (const id of milestone.classes)
    if (!classIds.has(id)) problems.push(`${where}.classes names "${id}", which is not a class of this pack.`)
  const left = milestone.due?.kind === 'left' ? milestone.due.of : null
  if (left !== null && pack.milestones.some(({ id, due }) => id === left && due?.kind === 'left'))
    problems.push(`${where}.due.left_of names "${left}", which has itself only what is left of another.`)
  const named = {
    'due.left_of': [left],
    before: [milestone.before],
    after: [milestone.after],
    replaces: [milestone.replaces],
    waives: milestone.waives,
  }
  for (const [key, ids] of Object.entries(named))
    for (const id of ids) {
      if (id === null) continue
      if (id === milestone.id) problems.push(`${where}.${key} names the milestone itself.`)
      if (!pack.milestones.some((one) => one.id === id))
        problems.push(`${where}.${key} names "${id}", which is not a milestone of this pack.`)
    }
}

/** Thirty years is longer than any promise and shorter than a slip of the pen. */
const LONGEST_MONTHS = 360

function checkSpans({ due, adds }: Milestone, where: string, problems: string[]) {
  for (const span of [...(due ? spansOf(due) : []), ...(adds ? [adds] : [])]) {
    const months = 'ms' in span ? span.ms / (30 * 86_400_000) : span.unit === 'months' ? span.n : span.n / 30
    if (months > LONGEST_MONTHS) problems.push(`${where}.due is longer than thirty years, which no rule book asks for; look at its unit.`)
  }
  if (adds && ('ms' in adds ? adds.ms : adds.n) === 0) problems.push(`${where}.adds no time at all; say how much longer it becomes.`)
  if (due?.kind === 'every' && 'n' in due.span && due.span.n === 0) problems.push(`${where}.due repeats every 0 days; give it a length.`)
}

/** Where each takes the place of the other, both would be gone. */
function checkCircles({ milestones }: Pack, problems: string[]) {
  milestones.forEach(({ id, replaces }, at) => {
    const seen = new Set<string>()
    for (let next = replaces; next !== null && !seen.has(next); next = milestones.find((one) => one.id === next)?.replaces ?? null) {
      seen.add(next)
      if (next === id && replaces !== id)
        problems.push(`pack.milestones[${at}].replaces runs in a circle back to "${id}"; one of them must stand by itself.`)
    }
  })
}

/** One id may stand for several channels or classes, but a case must always find exactly one of them. */
function checkTwice({ milestones }: Pack, problems: string[]) {
  milestones.forEach((one, at) => {
    const twin = milestones
      .slice(0, at)
      .find((other) => other.id === one.id && meet(one.classes, other.classes) && meet(one.channels, other.channels))
    if (twin) problems.push(`pack.milestones[${at}] has the id "${one.id}" a second time for the same class and channel.`)
  })
}
const meet = (a: readonly string[], b: readonly string[]) => a.length === 0 || b.length === 0 || a.some((each) => b.includes(each))
