import { ROLES, type Role } from '../../domain/people'
import { SCOPES, type Scope } from '../../domain/rights'
import { USUAL_TIER } from '../../domain/staff'
import type { Db } from '../../store/db'
import { placeOf } from '../../store/firm'
import { createKey } from '../../store/keys'
import { loadRules } from '../../store/rules'
import {
  addStaff,
  createSignInLink,
  createTenant,
  listStaff,
  listTenants,
  type Settings,
  type Tenant,
  updateTenant,
} from '../../store/tenants'
import { EXIT, Exit } from '../exit'
import { type Opened, tenantFor, withStore } from '../open'
import { type Globals, result, table } from '../output'

export type FirmOptions = { company?: string; lang?: string; tz?: string; regime?: string[]; calendar?: string }
const LANGUAGES = ['en', 'th', 'zh', 'fa']

/** Makes the settings of a firm from what was said, refusing what cannot be right. */
export function settingsFrom(options: FirmOptions, root: string): Partial<Settings> {
  const { lang, tz, regime, calendar } = options
  if (lang !== undefined && !LANGUAGES.includes(lang))
    throw new Exit(EXIT.usage, `--lang: "${lang}" is not one of ${LANGUAGES.join(', ')}.`)
  if (tz !== undefined && !isZone(tz))
    throw new Exit(EXIT.usage, `--tz: "${tz}" is not a time zone. Write it like Asia/Bangkok or Australia/Sydney.`)
  const known = loadRules(root).packs.map((p) => p.id)
  const wrong = regime?.find((r) => !known.includes(r))
  if (wrong !== undefined) throw new Exit(EXIT.usage, `--regime: "${wrong}" is not a rule book here. Known: ${known.join(', ')}.`)
  return {
    ...(lang ? { language: lang } : {}),
    ...(tz ? { timeZone: tz, calendar: calendar ?? placeOf(tz) } : calendar ? { calendar } : {}),
    ...(regime ? { regimes: [...new Set(['house', ...regime])] } : {}),
  }
}
const isZone = (tz: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: tz })
    return true
  } catch {
    return false
  }
}

export const DEFAULTS: Settings = { language: 'en', timeZone: 'UTC', calendar: '', regimes: ['house'], demo: false }

/** The first firm of a directory with an administrator, so that nothing needs to be set up before the first message. */
export async function ensureFirm(db: Db, options: { name: string; settings: Settings }): Promise<{ tenant: Tenant; created: boolean }> {
  const [first] = await listTenants(db)
  if (first) return { tenant: first, created: false }
  const tenant = await createTenant(db, options.name, options.settings, Date.now())
  await addStaff(
    db,
    tenant.id,
    {
      name: 'Admin',
      email: null,
      role: 'administrator',
      tier: 3,
      team: 'complaints',
      languages: ['en', 'th', 'zh', 'fa'],
      language: options.settings.language,
      capacity: 1_000,
      demo: false,
    },
    Date.now(),
  )
  return { tenant, created: true }
}

export const init = (globals: Globals, options: FirmOptions) =>
  withStore(globals, async ({ db, dir, root, server }) => {
    const settings = settingsFrom(options, root)
    const { tenant, created } = await ensureFirm(db, { name: options.company ?? 'My company', settings: { ...DEFAULTS, ...settings } })
    if (!created) await updateTenant(db, tenant.id, { ...(options.company ? { name: options.company } : {}), settings }, Date.now())
    const admin = (await listStaff(db, tenant.id)).find((s) => s.role === 'administrator')
    const secret = admin ? await createSignInLink(db, tenant.id, admin.id, Date.now()) : null
    const link = secret ? `${server?.url ?? 'http://127.0.0.1:4280'}/sign-in?token=${secret}` : null
    const now = (await listTenants(db)).find((t) => t.id === tenant.id)!
    result(
      globals,
      { tenant: now.slug, name: now.name, ...now.settings, dir, sign_in: link, created },
      `${created ? 'Set up' : 'Updated'} ${now.name} (${now.slug}) in ${dir}\n  language ${now.settings.language} · time zone ${now.settings.timeZone} · rule books ${now.settings.regimes.join(', ')}\n${link ? `  sign in  ${link}\n` : ''}Next: redress start · redress user add NAME --email E --role agent`,
    )
  })

export const tenantAdd = (globals: Globals, name: string, options: FirmOptions) =>
  withStore(globals, async ({ db, root }) => {
    const settings = { ...DEFAULTS, ...settingsFrom(options, root) }
    const tenant = await createTenant(db, name, settings, Date.now())
    await addStaff(
      db,
      tenant.id,
      {
        name: 'Admin',
        email: null,
        role: 'administrator',
        tier: 3,
        team: 'complaints',
        languages: LANGUAGES,
        language: settings.language,
        capacity: 1_000,
        demo: false,
      },
      Date.now(),
    )
    result(globals, { tenant: tenant.slug, id: tenant.id, name }, `Added ${name} (${tenant.slug}). Its form: /f/${tenant.slug}`)
  })

export type UserOptions = { email?: string; role: string; lang?: string; tier?: string; team?: string; speaks?: string; tenant?: string }
export const userAdd = (globals: Globals, name: string, options: UserOptions) =>
  withStore(globals, async (opened) => {
    const { db, server } = opened
    if (!(ROLES as readonly string[]).includes(options.role))
      throw new Exit(EXIT.usage, `--role: "${options.role}" is not one of ${ROLES.join(', ')}.`)
    if (options.email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(options.email))
      throw new Exit(EXIT.usage, `--email: "${options.email}" is not an e-mail address.`)
    if (options.lang !== undefined && !/^[a-z]{2,3}$/.test(options.lang))
      throw new Exit(EXIT.usage, `--lang: "${options.lang}" is not a language such as en, th, zh or fa.`)
    if (options.tier !== undefined && !['1', '2', '3'].includes(options.tier)) throw new Exit(EXIT.usage, '--tier: 1, 2 or 3.')
    const tenant = await tenantFor(opened, options.tenant)
    const role = options.role as Role
    const language = options.lang ?? tenant.settings.language
    const languages = options.speaks?.split(',').map((l) => l.trim()) ?? [...new Set([language, 'en'])]
    const added = await addStaff(
      db,
      tenant.id,
      {
        name,
        email: options.email ?? null,
        role,
        tier: options.tier ? Number(options.tier) : USUAL_TIER[role],
        team: options.team ?? 'complaints',
        languages,
        language,
        capacity: 50,
        demo: false,
      },
      Date.now(),
    )
    if ('refused' in added) throw new Exit(EXIT.conflict, `${name} is on the staff already. A new link: redress user link "${name}"`)
    const link = await linkFor(db, tenant, added.id, server?.url)
    result(
      globals,
      {
        id: `usr_${added.id.replaceAll('-', '')}`,
        name,
        role,
        tier: options.tier ? Number(options.tier) : USUAL_TIER[role],
        sign_in: link,
      },
      `Added ${name} (${role}).\n  sign in  ${link}\nThe link works once and for 24 hours.`,
    )
  })

export const userLink = (globals: Globals, name: string, options: { tenant?: string }) =>
  withStore(globals, async (opened) => {
    const tenant = await tenantFor(opened, options.tenant)
    const person = (await listStaff(opened.db, tenant.id)).find((s) => s.name === name || s.email === name)
    if (!person) throw new Exit(EXIT.nothing, `Nobody called "${name}" is on the staff of ${tenant.name}.`)
    const link = await linkFor(opened.db, tenant, person.id, opened.server?.url)
    result(globals, { name: person.name, sign_in: link }, link)
  })

export const userList = (globals: Globals, options: { tenant?: string }) =>
  withStore(globals, async (opened) => {
    const people = await listStaff(opened.db, (await tenantFor(opened, options.tenant)).id)
    result(
      globals,
      people.map(({ name, email, role, tier, team, languages, available }) => ({ name, email, role, tier, team, languages, available })),
      table(
        ['NAME', 'ROLE', 'TIER', 'TEAM', 'SPEAKS', 'E-MAIL'],
        people.map((p) => [p.name, p.role, String(p.tier), p.team, p.languages.join(','), p.email ?? '-']),
      ),
    )
  })

const linkFor = async (db: Db, tenant: Tenant, userId: string, url: string | undefined) =>
  `${url ?? 'http://127.0.0.1:4280'}/sign-in?token=${await createSignInLink(db, tenant.id, userId, Date.now())}`

/** Rights by name, by part (`messages`), by kind (`read`), or `all` of them. */
function scopesFrom(given: string[]): Scope[] {
  const meant = given.map((word) =>
    SCOPES.filter((scope) => word === 'all' || word === '*' || scope === word || scope.split(':').includes(word)),
  )
  const wrong = given.find((_, i) => meant[i]!.length === 0)
  const scopes = [...new Set(meant.flat())]
  if (wrong === undefined && scopes.length > 0) return scopes
  const what = wrong === undefined ? 'Say what the key may do with --scope' : `--scope: "${wrong}" is not a right`
  throw new Exit(EXIT.usage, `${what}. Rights: ${SCOPES.join(', ')}, or all.`)
}

export const keyCreate = (globals: Globals, options: { scope?: string[]; name?: string; tenant?: string }) =>
  withStore(globals, async (opened: Opened) => {
    const scopes = scopesFrom(options.scope ?? [])
    const tenant = await tenantFor(opened, options.tenant)
    const { id, secret } = await createKey(opened.db, tenant.id, options.name ?? 'cli', scopes as Scope[], Date.now())
    result(
      globals,
      { id: `key_${id.replaceAll('-', '')}`, api_key: secret, tenant: tenant.slug, scopes },
      `${secret}\nShown this once; only its hash is kept. It may: ${scopes.join(', ')}.`,
    )
  })
