import { ALERT_DEEDS } from '../domain/escalation/alert'
import { readLink } from './pages/alert-link'
import { notFound, Problem } from './problem'
import type { Handler } from './route'
import type { Services } from './services'

/** The notifier that an address of ours names: `<firm>.<notifier>`. */
async function named(services: Services, params: unknown) {
  const [tenant, id] = (params as { id: string }).id.split('.')
  const known = tenant && id && UUID.test(tenant) && UUID.test(id) ? await services.telling.notifier(tenant, id).catch(() => null) : null
  if (!tenant || !known) throw notFound('No notifier')
  return { tenant, notifier: known }
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What became of a text or a call, as Twilio tells it; its signature is the key. */
export const postReceipt: Handler = async (services, request, reply) => {
  const { tenant, notifier } = await named(services, request.params)
  const fields = Object.fromEntries(new URLSearchParams(String(request.body ?? '')))
  const url = `${services.baseUrl()}${request.url}`
  const signature = request.headers['x-twilio-signature']
  if (
    !notifier.secret ||
    !services.telling.isFromTwilio(notifier.secret, url, fields, typeof signature === 'string' ? signature : undefined)
  )
    throw new Problem(403, 'bad_signature', 'The signature does not fit.')
  const [id, state] = [fields.MessageSid ?? fields.CallSid, fields.MessageStatus ?? fields.CallStatus]
  if (id && state && /^[a-z-]{1,20}$/.test(state)) await services.telling.receipt(tenant, id, state)
  return reply.code(204).send()
}

/** A button pressed in Slack: its signature over the raw body is Slack's, the value of the button is the link that we made for one person. */
export const postSlack: Handler = async (services, request, reply) => {
  const { tenant, notifier } = await named(services, request.params)
  const raw = String(request.body ?? '')
  const now = services.needs.now()
  if (!notifier.secret || !services.telling.isFromSlack(notifier.secret, request.headers, raw, now))
    throw new Problem(401, 'bad_signature', 'The signature does not fit.')
  const pressed = pressedIn(new URLSearchParams(raw).get('payload'))
  const [act, token] = (pressed?.value ?? '').split(':')
  const deed = ALERT_DEEDS.find((each) => each === act)
  const link = deed && token ? readLink(await services.forms.secret(), 'alert', token, now) : null
  if (!pressed || !deed || !link || link.expired || link.tenant !== tenant)
    return said(reply, 'This button does not work any more. Open the case instead.')
  const answer = await services.alerts.act(tenant, {
    alertId: link.about,
    deed,
    by: link.person,
    words: `in Slack by ${pressed.who}`,
    via: 'slack',
  })
  if (answer.done) return said(reply, `${DONE[deed]} (${pressed.who})`)
  return said(reply, answer.refused === 'taken' ? 'Somebody has it already.' : 'This alert is over.')
}

const DONE: Record<string, string> = {
  acknowledge: 'Acknowledged',
  escalate: 'Handed up',
  not_a_risk: 'Noted: not a risk',
  guidance: 'Saved',
}

/** Only the person who pressed sees the answer; the message itself stays as it is for the others. */
const said = (reply: Parameters<Handler>[2], text: string) => reply.send({ response_type: 'ephemeral', replace_original: false, text })

function pressedIn(payload: string | null): { value: string; who: string } | null {
  try {
    const said = JSON.parse(payload ?? '') as {
      type?: unknown
      actions?: { value?: unknown }[]
      user?: { username?: unknown; name?: unknown; id?: unknown }
    }
    const value = said.type === 'block_actions' ? said.actions?.[0]?.value : null
    const who = said.user?.username ?? said.user?.name ?? said.user?.id
    return typeof value === 'string' ? { value: value.slice(0, 300), who: typeof who === 'string' ? who.slice(0, 80) : 'somebody' } : null
  } catch {
    return null
  }
}
