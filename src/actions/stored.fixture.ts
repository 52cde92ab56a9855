import { aCase, monday } from '../domain/case/case.fixture'
import type { CaseState } from '../domain/case/events'
import type { Directory, NoticeRow, StoredCase, StoredClock, StoredEscalation } from './needs'

export const MINUTE = 60_000

export const storedCase = (state: CaseState = 'open', own: Partial<StoredCase> = {}): StoredCase => ({
  ...aCase(state),
  ...{ number: 1, reference: '7K3M-92QD', contactId: 'con_1', channel: 'whatsapp', lang: 'en', summary: 'My parcel …', topics: [] },
  ...{ because: [], highRisk: false, demo: false, lastMessageAt: monday, messages: 1, events: 3, breachAt: null },
  ...own,
})

export const storedClock = (own: Partial<StoredClock> = {}): StoredClock => ({
  ...{ id: 'clk_1', caseId: 'case_1', milestone: 'final', kind: 'final_response', basis: 'service', regime: 'house', regimeVersion: '1' },
  ...{ class: null, obligation: 'target', reference: 'House rule', evidence: 'N', title: 'Answer', startedAt: monday },
  ...{ dueAt: monday + 60 * MINUTE, warnAt: monday + 45 * MINUTE, calendar: 'office', calendarVersion: '1', timeZone: 'UTC' },
  ...{ tzVersion: '2025c', holidaysAssumed: false, state: 'running', metAt: null, missedAt: null, wakeAt: monday + 45 * MINUTE },
  ...own,
})

export const storedEscalation = (own: Partial<StoredEscalation> = {}): StoredEscalation => ({
  ...{ caseId: 'case_1', policy: 'standard', policyVersion: '1', startedAt: monday, level: 1, nextAt: monday + 240 * MINUTE },
  ...{ nextPerson: 'usr_lead', told: ['usr_bo'], stoppedAt: null, stoppedBy: null },
  ...own,
})

export const storedNotice = (own: Partial<NoticeRow> = {}): NoticeRow => ({
  ...{ id: '00000000-0000-7000-8000-000000000001', dedupeKey: 'reply:1', kind: 'reply', audience: 'customer', userId: null },
  ...{ toName: 'Mook', toAddress: 'mook.line', channel: 'line', caseId: null, messageId: null, subject: 's', body: 'b', lang: 'th' },
  ...{
    data: {},
    state: 'sending',
    reason: null,
    createdAt: monday,
    sendAfter: monday,
    attempts: 1,
    sentAt: null,
    providerId: null,
    demo: false,
  },
  ...own,
})

export const directory = (own: Partial<Directory> = {}): Directory => ({
  tenant: { id: 't', slug: 'mill', name: 'Mill', language: 'en', timeZone: 'Asia/Bangkok', demo: false, baseUrl: 'https://desk.example' },
  ...{ people: [], languageOf: new Map(), teams: ['complaints'], packs: [], policies: [], calendars: new Map(), notifiers: [] },
  ...own,
})
