import { driftOf, LOOK } from '../../../detection/adapt/drift'
import { compileRules } from '../../../firm-detection'
import type { Db } from '../../../store/db'
import { windowCounts } from '../../../store/detector-models'
import { liveRules } from '../../../store/detector-rules'
import type { Tenant } from '../../../store/tenants'
import { type Finding, fine, warning } from './finding'

const WEEK = 7 * 86_400_000
const TRIED = "this week's messages beside those of the four weeks before"

/** Whether what the detector makes of this week's messages is spread like what it made of the weeks before. */
export async function drift(db: Db, { id, name }: Tenant, now: number): Promise<Finding> {
  const [before, week] = await Promise.all([windowCounts(db, id, now - 5 * WEEK, now - WEEK), windowCounts(db, id, now - WEEK, now)])
  const all = (['score', 'language', 'topic'] as const).map((what) => driftOf(what, before[what], week[what]))
  const far = all.filter(({ psi }) => psi >= LOOK)
  const what = `detector of ${name}`
  if (far.length === 0) return fine(what, `no drift (${all.map((d) => `${d.what} ${d.psi.toFixed(2)}`).join(', ')})`, { key: 'noDrift' })
  const [worst] = far.sort((a, b) => b.psi - a.psi)
  const { moved } = worst!
  return warning(what, `this week differs from the weeks before in ${far.map((d) => d.what).join(', ')}`, {
    tried: TRIED,
    got: `${worst!.what}: index ${worst!.psi.toFixed(2)}, ${moved ? `"${moved.value}" from ${percent(moved.before)} to ${percent(moved.now)}` : ''}`,
    likely: 'a new product, campaign or channel, or customers who write in another way than the detector knows',
    do: 'look at some of them, correct what is wrong, then: redress detector adapt',
    said: { key: 'drifted', with: { parts: far.map((d) => d.what).join(' ') } },
  })
}

/** Rules that were fine when they went live and cannot be used any more. */
export async function ownRules(db: Db, { id, name }: Tenant): Promise<Finding> {
  const live = await liveRules(db, id)
  const { broken } = compileRules(live)
  if (broken.length === 0) return fine(`rules of ${name}`, `${live.length} in force`, { key: 'inForce', with: { count: live.length } })
  return warning(`rules of ${name}`, `${broken.length} of ${live.length} cannot be used`, {
    tried: 'every rule and phrase in force, compiled',
    got: broken.map((rule) => `${rule.name}: ${rule.why}`).join('; '),
    likely: 'it was written for another version',
    do: 'write it anew: redress rule add NAME --when … --live',
    said: { key: 'unusable', with: { count: broken.length, of: live.length } },
  })
}

const percent = (share: number): string => `${Math.round(share * 100)} %`
