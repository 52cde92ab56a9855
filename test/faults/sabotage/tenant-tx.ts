import type { TenantTx } from '../../../src/actions/needs'
import { webhookIdOf } from '../../../src/notify/webhook/webhook'
import type { Db } from '../../../src/store/db'
import { listNotifiers } from '../../../src/store/notifiers'
import * as real from '../../../src/store/tenant-tx'
import { isOn, outlet } from './which'

export const lookTenant = real.lookTenant

/** `send before commit`: what a transaction promises to tell is told at once, whatever becomes of the transaction. */
export const writeTenant: typeof real.writeTenant = (db, tenant, work, how) =>
  isOn('send before commit')
    ? real.writeTenant(db, tenant, (tx) => work(sendingAtOnce(db, tenant, tx)), how)
    : real.writeTenant(db, tenant, work, how)

const sendingAtOnce = (db: Db, tenant: string, tx: TenantTx): TenantTx =>
  new Proxy(tx, {
    get(target, name) {
      if (name === 'commit')
        return async (effects: Parameters<TenantTx['commit']>[0]) => {
          await target.commit(effects)
          const notices = effects.notices ?? []
          if (outlet.take) notices.forEach(outlet.take)
          else await tell(db, tenant, notices)
        }
      const value = target[name as keyof TenantTx]
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

async function tell(db: Db, tenant: string, notices: { dedupeKey: string; kind: string; data: object }[]) {
  const webhooks = (await listNotifiers(db, tenant)).filter((n) => n.kind === 'webhook')
  for (const { url } of webhooks)
    for (const { dedupeKey, kind, data } of notices)
      await fetch(url, { method: 'POST', headers: { 'webhook-id': webhookIdOf(dedupeKey) }, body: JSON.stringify({ type: kind, data }) })
}
