import { updateTenant } from '../../store/tenants'
import { EXIT, Exit } from '../exit'
import { tenantFor, withStore } from '../open'
import { type Globals, result } from '../output'

export type ChatOptions = { origin?: string[]; anywhere?: boolean; tenant?: string }

/** Says which pages may show the chat window, and prints the tag for them. */
export const chat = (globals: Globals, { origin, anywhere, tenant: slug }: ChatOptions) =>
  withStore(globals, async (opened) => {
    const { db, server } = opened
    const tenant = await tenantFor(opened, slug)
    const named = origin?.map(originOf)
    const origins = anywhere ? [] : (named ?? tenant.settings.chat?.origins ?? [])
    if (anywhere || named) await updateTenant(db, tenant.id, { settings: { chat: { origins } } }, Date.now())
    const tag = `<script async src="${server?.url ?? 'https://YOUR-DESK'}/chat.js" data-desk="${tenant.slug}"></script>`
    const where = origins.length ? `Only these pages may show it: ${origins.join(', ')}` : 'Any page may show it; name yours with --origin.'
    result(globals, { tenant: tenant.slug, tag, origins }, `${tag}\n${where}`)
  })

/** As a browser names it: scheme, host, and a port that is not the usual one. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Exit(EXIT.usage, `--origin: "${text}" is not a web address such as https://shop.example.`)
  return url.origin
}
