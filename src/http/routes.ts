import { ADOPTION_ROUTES } from './adoption'
import { APPROVAL_ROUTES } from './approvals'
import { AUDIT_ROUTES } from './audit'
import { CASE_EXPORT_ROUTES } from './case-export'
import { FACT_ROUTES } from './case-facts'
import { CASE_LIST_ROUTES } from './case-lists'
import * as cases from './cases'
import { CHAT_ROUTES } from './chat-routes'
import { CONNECTION_ROUTES } from './connections'
import { CUSTOMER_ROUTES } from './customers'
import { DAY_ROUTES } from './day'
import * as desk from './desk'
import { DETECTOR_ROUTES } from './detector-routes'
import { DRAFT_ROUTES } from './drafts'
import { ESCALATION_ROUTES } from './escalation-routes'
import { FILE_ROUTES } from './files'
import { HEALTH_ROUTES } from './health'
import { postHook } from './hooks'
import { LETTER_ROUTES } from './letters'
import { MANY_ROUTES } from './many'
import * as messages from './messages'
import { OWN_REGIME_ROUTES } from './own-regimes'
import * as form from './pages/form'
import * as scripts from './pages/scripts'
import * as signIn from './pages/sign-in'
import * as status from './pages/status'
import { getThanks } from './pages/thanks'
import { PEOPLE_ROUTES } from './people-routes'
import { PRESENCE_ROUTES } from './presence'
import { REBASE_ROUTES } from './rebase'
import { REGIME_ROUTES } from './regimes'
import type { Route } from './route'
import { SAVED_ROUTES } from './saved-replies'
import { VIEW_ROUTES } from './saved-views'
import * as s from './schemas'
import { SETUP_ROUTES } from './setup'

const MiB = 1024 * 1024
const caseParams = (who: Route['who'], noun: string, summary: string, handle: Route['handle'], body: unknown): Route => ({
  method: 'POST',
  url: `/api/v1/cases/:id/${noun}`,
  who,
  summary,
  handle,
  schema: { body },
  creates: true,
})

/**
 * Every route there is and who may call it, on one page. `who` is a right (`domain/rights.ts` says which roles hold it, an API key holds the
 * ones it was given), `signed-in` for anybody with a key or a session, or `public` for a customer or somebody who is not signed in yet.
 */
export const ROUTES: Route[] = [
  // Messages: the door, and what became of what came through it
  {
    method: 'POST',
    url: '/api/v1/messages',
    who: 'messages:write',
    summary: 'Hand in one message',
    handle: messages.postMessage,
    schema: { body: s.MessageBody },
    bodyLimit: MiB,
  },
  {
    method: 'POST',
    url: '/api/v1/messages/batch',
    who: 'messages:write',
    summary: 'Hand in up to 1,000 messages as NDJSON',
    handle: messages.postBatch,
    bodyLimit: 8 * MiB,
  },
  {
    method: 'GET',
    url: '/api/v1/messages',
    who: 'messages:read',
    summary: 'The inbox, what waits in triage, or the quarantine',
    handle: messages.getMessages,
    schema: { querystring: s.MessagesQuery },
  },
  { method: 'GET', url: '/api/v1/messages/:id', who: 'messages:read', summary: 'One message and its finding', handle: messages.getMessage },
  {
    method: 'POST',
    url: '/api/v1/messages/:id/triage',
    who: 'messages:decide',
    summary: 'Say what a message is',
    handle: messages.postTriage,
    schema: { body: s.TriageBody },
    creates: true,
  },
  {
    method: 'POST',
    url: '/api/v1/messages/:id/corrections',
    who: 'messages:decide',
    summary: 'Correct a finding, so that the detector learns',
    handle: messages.postCorrection,
    schema: { body: s.CorrectionBody },
    creates: true,
  },
  {
    method: 'GET',
    url: '/api/v1/attachments/:id',
    who: 'messages:read',
    summary: 'Download an attachment',
    handle: messages.getAttachment,
  },
  {
    method: 'POST',
    url: '/api/v1/hooks/:id',
    who: 'public',
    summary: 'Signed inbound webhook (Standard Webhooks); the signature is the key',
    handle: postHook,
    bodyLimit: MiB,
  },

  ...MANY_ROUTES,

  // Cases
  {
    method: 'GET',
    url: '/api/v1/cases',
    who: 'cases:read',
    summary: 'Cases, filtered and sorted',
    handle: cases.getCases,
    schema: { querystring: s.CasesQuery },
  },
  { method: 'GET', url: '/api/v1/cases/:id', who: 'cases:read', summary: 'One case, by id, number or reference', handle: cases.getCase },
  {
    method: 'GET',
    url: '/api/v1/cases/:id/messages',
    who: 'cases:read',
    summary: 'The conversation of a case',
    handle: cases.getConversation,
  },
  {
    method: 'GET',
    url: '/api/v1/cases/:id/clocks',
    who: 'cases:read',
    summary: 'The clocks of a case, each with why',
    handle: cases.getClocks,
  },
  {
    method: 'GET',
    url: '/api/v1/cases/:id/timeline',
    who: 'cases:read',
    summary: 'Everything that happened to a case',
    handle: cases.getTimeline,
  },
  caseParams('cases:write', 'acknowledgement', 'Acknowledge: I have it', cases.postAcknowledgement, s.Acknowledgement),
  caseParams('cases:write', 'assignment', 'Give a case to somebody', cases.postAssignment, s.Assignment),
  caseParams('cases:write', 'escalations', 'Hand a case up', cases.postEscalation, s.Escalation),
  caseParams('cases:write', 'replies', 'Answer the customer in their channel', cases.postReply, s.Reply),
  caseParams('cases:write', 'notes', 'Add an internal note', cases.postNote, s.Note),
  caseParams('cases:write', 'closure', 'Close with outcome and remedy', cases.postClosure, s.Closure),
  caseParams('cases:write', 'reopening', 'Reopen', cases.postReopening, s.Reopening),

  ...DRAFT_ROUTES,
  ...SAVED_ROUTES,
  ...FILE_ROUTES,
  ...PRESENCE_ROUTES,

  ...CASE_LIST_ROUTES,
  ...FACT_ROUTES,
  ...CASE_EXPORT_ROUTES,
  ...VIEW_ROUTES,
  ...DAY_ROUTES,
  ...CUSTOMER_ROUTES,
  ...APPROVAL_ROUTES,
  ...LETTER_ROUTES,
  ...REBASE_ROUTES,
  ...REGIME_ROUTES,
  ...OWN_REGIME_ROUTES,
  ...ADOPTION_ROUTES,

  // Alerts, on-call and ways out
  ...ESCALATION_ROUTES,

  {
    method: 'GET',
    url: '/api/v1/notices',
    who: 'notices:read',
    summary: 'Everything that leaves, or waits to leave',
    handle: desk.getNotices,
    schema: { querystring: s.NoticesQuery },
  },
  {
    method: 'DELETE',
    url: '/api/v1/notices/:id',
    who: 'cases:write',
    summary: 'Take back a reply that has not left',
    handle: desk.deleteNotice,
  },
  {
    method: 'POST',
    url: '/api/v1/notices/:id/resolution',
    who: 'notices:write',
    summary: 'Say what became of a notice, or try again',
    handle: desk.postResolution,
    schema: { body: s.Resolution },
    creates: true,
  },

  ...DETECTOR_ROUTES,

  // The desk
  { method: 'GET', url: '/api/v1/me', who: 'signed-in', summary: 'Who am I, and where', handle: desk.getMe },
  { method: 'GET', url: '/api/v1/users', who: 'cases:read', summary: 'The people of the desk', handle: desk.getUsers },
  ...PEOPLE_ROUTES,
  ...CONNECTION_ROUTES,
  ...AUDIT_ROUTES,
  ...HEALTH_ROUTES,
  ...SETUP_ROUTES,
  { method: 'GET', url: '/api/v1/counts', who: 'cases:read', summary: 'The numbers beside the menu', handle: desk.getCounts },
  {
    method: 'GET',
    url: '/api/v1/events/stream',
    who: 'cases:read',
    summary: 'What changes, as it changes',
    handle: desk.getStream,
    schema: { querystring: desk.StreamQuery },
  },
  ...desk.SAMPLE_ROUTES,
  { method: 'GET', url: '/api/v1/openapi.json', who: 'public', summary: 'This contract, as OpenAPI 3.1', handle: desk.getContract },
  { method: 'GET', url: '/api/v1/health', who: 'public', summary: 'Ready or not; names nobody and nothing', handle: desk.getHealth },

  // Signing in
  {
    method: 'GET',
    url: '/sign-in',
    who: 'public',
    summary: 'The page behind a one-time link, and the page for a lost one',
    handle: signIn.getSignIn,
  },
  { method: 'POST', url: '/sign-in', who: 'public', summary: 'Use a one-time link', handle: signIn.postSignIn },
  { method: 'POST', url: '/sign-in/link', who: 'public', summary: 'Ask for a new link by e-mail', handle: signIn.postLink },
  { method: 'POST', url: '/sign-out', who: 'signed-in', summary: 'End the session', handle: signIn.postSignOut },

  // Customer pages
  ...CHAT_ROUTES,
  { method: 'GET', url: '/f/:slug', who: 'public', summary: 'The complaint form of a firm', handle: form.getForm },
  { method: 'GET', url: '/f/:slug/thanks', who: 'public', summary: 'What was handed in, by a signed address', handle: getThanks },
  { method: 'GET', url: '/status', who: 'public', summary: 'Ask how far a complaint is', handle: status.getStatus },
  { method: 'POST', url: '/status', who: 'public', summary: 'One complaint, by its reference and an address', handle: status.postStatus },
  { method: 'GET', url: '/form.js', who: 'public', summary: 'What the form does where there is JavaScript', handle: scripts.getFormScript },
  { method: 'GET', url: '/sign-in.js', who: 'public', summary: 'Presses the button of a one-time link', handle: scripts.getSignInScript },
  { method: 'POST', url: '/f/:slug', who: 'public', summary: 'Hand in a complaint', handle: form.postForm, bodyLimit: 4 * MiB },
]
