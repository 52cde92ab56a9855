import type { Directory, Needs } from './actions/needs'
import { signInNotice } from './actions/notices'
import { verifyWebhook } from './channels/webhook/verify'
import { RIGHTS } from './domain/rights'
import { Limiter } from './http/pages/limit'
import type { Principal, Services } from './http/services'
import { remember } from './remember'
import type { Db } from './store/db'
import { findKey } from './store/keys'
import { findHook } from './store/notifiers'
import { installationSecret } from './store/secret'
import { createSignInLink, endSession, findSession, listTenants, peekSignInLink, redeemSignInLink } from './store/tenants'

/** The ways in that do not come with a key: one-time links, sessions, signed hooks, a firm's public form. */
export function doors(db: Db, needs: Needs, baseUrl: () => string): Pick<Services, 'sessionPrincipal' | 'signIn' | 'forms' | 'hooks'> {
  const directory = needs.store.directory
  const secret = remember(3_600_000, (name) => installationSecret(db, name))
  const limiter = new Limiter(() => performance.now())
  return {
    sessionPrincipal: (secret) => sessionPrincipal(db, secret, Date.now(), directory),
    signIn: {
      peek: async (token) => {
        const link = await peekSignInLink(db, token, Date.now())
        const person = link ? (await directory(link.tenant)).people.find((p) => p.id === link.userId && !p.left) : undefined
        return person ? { name: person.name } : null
      },
      redeem: (token, agent) => redeemSignInLink(db, token, Date.now(), agent),
      requestLink: (email) => sendSignInLink(db, needs, directory, email, baseUrl()),
      end: (principal, secret) => endSession(db, principal.tenant, secret).then(() => undefined),
    },
    forms: {
      tenantBySlug: async (slug) => {
        const tenant = (await listTenants(db)).find((t) => t.slug === slug)
        return tenant ? directory(tenant.id) : null
      },
      firms: async () => Promise.all((await listTenants(db)).slice(0, 20).map(({ id }) => directory(id))),
      secret: () => secret.get('pages'),
      allows: (what, most, withinMs) => limiter.allows(what, most, withinMs),
    },
    hooks: {
      find: async (id) => {
        const [tenant, hook] = id.split('.')
        return tenant && hook && UUID.test(tenant) && UUID.test(hook) ? findHook(db, tenant, hook) : null
      },
      verify: verifyWebhook,
    },
  }
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export async function keyPrincipal(db: Db, secret: string): Promise<Principal | null> {
  const key = await findKey(db, secret)
  return key ? { tenant: key.tenant, actor: `key:${key.id}`, userId: null, keyId: key.id, scopes: key.scopes } : null
}

async function sessionPrincipal(
  db: Db,
  secret: string,
  now: number,
  directory: (tenant: string) => Promise<Directory>,
): Promise<Principal | null> {
  const session = await findSession(db, secret, now)
  const person = session ? (await directory(session.tenant)).people.find((p) => p.id === session.userId && !p.left) : undefined
  return session && person
    ? { tenant: session.tenant, actor: person.id, userId: person.id, keyId: null, scopes: RIGHTS[person.role] }
    : null
}

/** The same work and the same silence whether somebody has this address or not. */
async function sendSignInLink(db: Db, needs: Needs, directory: (tenant: string) => Promise<Directory>, email: string, baseUrl: string) {
  for (const tenant of await listTenants(db)) {
    const found = await directory(tenant.id)
    const person = found.people.find((p) => p.email?.toLowerCase() === email && !p.left)
    if (!person) continue
    const until = Date.now() + 86_400_000
    const secret = await createSignInLink(db, tenant.id, person.id, Date.now())
    await needs.store.write(tenant.id, (tx) =>
      tx.commit({ notices: [signInNotice(needs, found, person, `${baseUrl}/sign-in?token=${secret}`, until)] }),
    )
  }
}
