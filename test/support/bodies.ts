/** For each thing that can be posted, by the last word of its address, the least that is sound: so that only what a test adds to it is at fault. */
const SOUND: Readonly<Record<string, object>> = {
  messages: { text: 'x' },
  triage: { decision: 'noise' },
  corrections: { complaint: 'no' },
  acknowledgement: {},
  assignment: { owner: null, reason: 'x' },
  escalations: { reason: 'x' },
  replies: { text: 'x' },
  presence: { client: 'x' },
  'saved-replies': { title: 'x', scope: 'company', texts: { en: 'x' } },
  uses: {},
  draft: { mode: 'note', text: 'x', key: 'a-key-of-mine' },
  notes: { text: 'x' },
  closure: { outcome: 'withdrawn', remedy: 'none' },
  reopening: { reason: 'x' },
  judgements: { decision: 'noise', filter: { view: 'quarantine' } },
  changes: { change: { kind: 'label', topics: [] }, filter: { q: 'nobody says this' } },
  undo: {},
  topics: { topics: ['x'] },
  snooze: { until: null },
  waking: {},
  skips: { reason: 'language' },
  resolution: { as: 'retry' },
  facts: { facts: { complex: true } },
  happenings: { name: 'deadlock_reached', at: '2026-01-01T00:00:00Z' },
  class: { regime: 'house', class: null, reason: 'x' },
  letters: { kind: 'progress', words: { progress: 'x' } },
  preview: { kind: 'progress' },
  rebase: { reason: 'x' },
  packs: { source: '{"format": "redress-service/1", "title": "x", "first_response": "4bh"}', preview: true },
  'service-policy': { title: 'x', first_response: '4bh', preview: true },
  escalation: {},
  'not-a-risk': {},
  guidance: { words: 'x' },
  drills: {},
  questions: { to_name: 'x', to_address: 'x@mill.example', text: 'x', due_at: '2026-01-01T00:00:00Z' },
  'hand-back': { feedback: 'x' },
  'take-over': { reason: 'x' },
  overrides: { person: null, from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
  absences: { person: 'x', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
  rules: { name: 'x', kind: 'rule', when: 'said("x")' },
  trial: { kind: 'rule', when: 'said("x")' },
  live: {},
  telling: { preferences: {} },
  users: { name: 'x' },
  ':id': {},
  link: {},
  hooks: { name: 'x', secret: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3' },
  notifiers: { name: 'x', kind: 'slack', url: 'https://hooks.slack.com/services/x' },
  keys: { name: 'x', scopes: ['cases:read'] },
  departure: { hand_over_to: null },
  test: {},
  decisions: { decision: 'approve', version: 1 },
  submissions: { text: 'x' },
  withdrawal: {},
  reviews: { last_seen_message_id: null },
  views: { name: 'x', search: 'severity=A' },
  'approval-policy': { severities: [], public: false, newcomers: 0, minutes: 30 },
  'test-clock': { advance: 'PT0S' },
}
/** Where less is put under an id than is posted to the list. */
const CHANGES: Record<string, object> = { '/api/v1/notifiers/:id': { enabled: true } }
/** What is put under an id is otherwise what is posted to the list. */
export const soundFor = (url: string): object | undefined =>
  CHANGES[url] ??
  SOUND[
    url
      .replace(/\/:id$/, '')
      .split('/')
      .at(-1)!
  ]
