import type { Needs } from './needs'
import { diskNotice } from './notices'

/** Tells every administrator that the disk runs full; where a firm has none, whoever answers for the desk. Once for each time that it does. */
export async function raiseDiskAlarm(needs: Needs, tenant: string, room: { freeMb: number; neededMb: number }): Promise<void> {
  const directory = await needs.store.directory(tenant)
  const able = directory.people.filter((p) => p.available)
  const administrators = able.filter((p) => p.role === 'administrator')
  const told = administrators.length ? administrators : able.filter((p) => p.role === 'manager' || p.role === 'lead')
  const at = needs.now()
  await needs.store.write(tenant, (tx) =>
    tx.commit({
      notices: told.map((person) => diskNotice(needs, directory, person, room)),
      audit: [{ at, actor: 'engine', action: 'server.disk_low', subject: tenant, data: room }],
    }),
  )
  needs.announce(tenant, { event: 'notice.changed', id: null })
}
