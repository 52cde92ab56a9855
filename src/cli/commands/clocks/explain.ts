import { packOf, storyOf } from '../../../domain/regimes/clocks'
import { explainClock } from '../../../domain/regimes/explain'
import { factsIn, keyOf } from '../../../http/cases'
import { presentClock, presentWhy } from '../../../http/present'
import { packageRoot } from '../../../paths'
import { loadDirectory } from '../../../store/firm'
import { readsOf } from '../../../store/reads'
import { loadRules } from '../../../store/rules'
import { EXIT, Exit } from '../../exit'
import { tenantFor, withStore } from '../../open'
import { type Globals, result } from '../../output'

/** Why each clock of a case is due when it is: start, rule, arithmetic, days passed over, standstills. */
export const explain = (globals: Globals, id: string, options: { tenant?: string }) =>
  withStore(globals, async (opened) => {
    const [tenant, now] = [await tenantFor(opened, options.tenant), Date.now()]
    const reads = readsOf(opened.db)
    const key = keyOf(id)
    const it = key ? await reads.case(tenant.id, key) : null
    if (!it) throw new Exit(EXIT.nothing, `There is no case "${id}". Name it by number (C-12), reference or id.`)
    const directory = await loadDirectory(opened.db, loadRules(packageRoot()), tenant.id, '', new Date(now).getUTCFullYear())
    const events = (await reads.timeline(tenant.id, it.id)).map(({ event }) => event)
    const facts = factsIn(events, it, now)
    const clocks = (await reads.clocks(tenant.id, it.id)).map((clock) => {
      const pack = packOf(directory.packs, clock)
      return { clock, why: pack ? explainClock(pack, directory.calendars, clock, storyOf(facts, pack)) : null }
    })
    const data = clocks.map(({ clock, why }) => presentClock(clock, now, why && presentWhy(why)))
    const text = clocks.map(({ clock, why }) =>
      [
        `${clock.milestone} · ${clock.regime}@${clock.regimeVersion} · ${clock.state}`,
        why?.sentence ?? clock.title,
        ...(why?.steps ?? []),
      ].join('\n  '),
    )
    result(globals, { case: it.reference, clocks: data }, text.length > 0 ? text.join('\n\n') : 'This case has no clocks.')
  })
