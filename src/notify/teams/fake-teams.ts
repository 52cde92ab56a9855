import { testClockMs } from '../testing/clock'
import { bodyOf, type Imitation, json } from '../testing/imitation'

/** 28 KB a message and four requests a second are the page's; that a workflow answers 202 and a wrong `sig` 401 is from memory. */
export const fakeTeams: Imitation = {
  kind: 'teams',
  page: 'https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
  read: testClockMs.read,
  notifier: (url) => ({ kind: 'teams', url: `${url}/workflows/1/triggers/manual/paths/invoke?sig=good`, secret: null, allowPrivate: true }),
  revoked: (url) => ({ kind: 'teams', url: `${url}/workflows/1/triggers/manual/paths/invoke?sig=old`, secret: null, allowPrivate: true }),
  address: null,
  answers({ path, body, bytes }) {
    if (!path.endsWith('sig=good')) return json(401, { error: { code: 'DirectApiAuthorizationRequired' } })
    if (bytes.length > 28 * 1024) return json(413, { error: { code: 'RequestEntityTooLarge' } })
    const said = bodyOf(body)
    const [first] = Array.isArray(said?.attachments) ? said.attachments : []
    const card = (first as { contentType?: unknown; content?: { type?: unknown } } | undefined) ?? {}
    const sound =
      said?.type === 'message' && card.contentType === 'application/vnd.microsoft.card.adaptive' && card.content?.type === 'AdaptiveCard'
    return sound ? { status: 202 } : json(400, { error: { code: 'TriggerInputSchemaMismatch' } })
  },
  limited: {
    says: { status: 429, headers: { 'retry-after': '2' } },
    outcome: { state: 'failed', permanent: false, reason: 'http_429', retryAfterMs: 2_000 },
  },
  malformed: { says: { status: 200, body: '<html>' }, outcome: { state: 'sent', providerId: null } },
  refuses: { says: { status: 400 }, outcome: { state: 'failed', permanent: true, reason: 'http_400' } },
  providerId: null,
}
