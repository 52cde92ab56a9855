import { gaps } from '../domain/escalation/rota'
import { rotaGapNotice } from './alert-notices'
import type { Directory, Needs, NoticeRow } from './needs'
import { namesAt, peopleAt } from './people-at'

const DAY = 86_400_000

/**
 * "Nobody is on call tonight at level 3", said before tonight: every rota that a policy leans on is looked at for a day ahead. Each gap is
 * told once to managers and administrators, who are told of the cases instead until somebody is on call.
 */
export async function watchRotas(needs: Needs, tenant: string): Promise<number> {
  const directory = await needs.store.directory(tenant)
  if (!directory.onCall || directory.onCall.rotas.length === 0) return 0
  const notices = gapsAhead(needs, directory)
  if (notices.length === 0) return 0
  await needs.store.write(tenant, (tx) => tx.commit({ notices }))
  needs.announce(tenant, { event: 'notice.changed', id: null })
  return notices.length
}

function gapsAhead(needs: Needs, directory: Directory): NoticeRow[] {
  const now = needs.now()
  const { rotas, cover, calendar } = namesAt(directory, now)
  const there = peopleAt(directory, now).filter((p) => p.available && (p.role === 'manager' || p.role === 'administrator'))
  return rotas.flatMap((rota) => {
    const leaning = usesOf(directory, rota.id)
    const [gap] = leaning ? gaps(rota, now, now + DAY, cover, calendar) : []
    return gap && leaning ? there.map((person) => rotaGapNotice(needs, directory, person, { rota: rota.id, ...leaning, ...gap })) : []
  })
}

/** The first level of any policy that asks this rota. */
function usesOf({ policies }: Directory, rota: string): { policy: string; level: number } | null {
  for (const policy of policies) {
    const level = policy.levels.findIndex(({ tell }) => tell.includes(`rota:${rota}`))
    if (level >= 0) return { policy: policy.id, level: level + 1 }
  }
  return null
}
