import * as alerts from './alerts'
import * as onCall from './on-call'
import { getAlert, postAlert } from './pages/alert'
import { getQuestion, postQuestion } from './pages/question'
import { getAlertScript } from './pages/scripts'
import * as providers from './providers'
import { REHEARSAL_ROUTES } from './rehearsal'
import type { Route } from './route'
import { getWall } from './wall'
import * as ways from './ways'

const deed = (noun: string, summary: string, handle: Route['handle']): Route => ({
  method: 'POST',
  url: `/api/v1/alerts/:id/${noun}`,
  who: 'cases:write',
  summary,
  handle,
  schema: { body: alerts.DeedBody.nullish() },
  creates: true,
})
const onCase = (noun: string, summary: string, handle: Route['handle'], body: unknown): Route => ({
  method: 'POST',
  url: `/api/v1/cases/:id/${noun}`,
  who: 'cases:write',
  summary,
  handle,
  schema: { body },
  creates: true,
})

/** Alerts and their pages, who is on call, how people are told, and the wall. Whoever may settle notices may also swap who is on call. */
export const ESCALATION_ROUTES: Route[] = [
  {
    method: 'GET',
    url: '/api/v1/alerts',
    who: 'cases:read',
    summary: 'Ten-minute alerts',
    handle: alerts.getAlerts,
    schema: { querystring: alerts.AlertsQuery },
  },
  {
    method: 'GET',
    url: '/api/v1/alerts/:id',
    who: 'cases:read',
    summary: 'One alert with all that its page says',
    handle: alerts.getAlert,
  },
  {
    method: 'GET',
    url: '/api/v1/alerts/:id/page',
    who: 'cases:write',
    summary: 'Leads a person to the page of an alert, as by the link that those on call get',
    handle: alerts.toPage,
  },
  deed('acknowledgement', 'I have it, for all cases of the alert', alerts.postDeed('acknowledge')),
  deed('escalation', 'Hand the alert up', alerts.postDeed('escalate')),
  deed('not-a-risk', 'Say that it is none; the detector learns', alerts.postDeed('not_a_risk')),
  deed('guidance', 'Write what whoever answers should do', alerts.postDeed('guidance')),
  {
    method: 'POST',
    url: '/api/v1/drills',
    who: 'admin',
    summary: 'Raise a practice alert',
    handle: alerts.postDrill,
    schema: { body: alerts.DrillBody.nullish() },
    creates: true,
  },
  onCase('questions', 'Ask a colleague without an account one question', alerts.postQuestion, alerts.QuestionBody),
  onCase('hand-back', 'Give a case back to whoever handed it up, with feedback', alerts.postHandBack, alerts.HandBackBody),
  onCase('take-over', 'Take a case over', alerts.postTakeOver, alerts.TakeOverBody),

  {
    method: 'GET',
    url: '/api/v1/on-call',
    who: 'cases:read',
    summary: 'Who is on call, who follows, where nobody is',
    handle: onCall.getOnCall,
    schema: { querystring: onCall.OnCallQuery },
  },
  {
    method: 'PUT',
    url: '/api/v1/rotas/:id',
    who: 'notices:write',
    summary: 'Make or change a rota; each change is a version',
    handle: onCall.putRota,
  },
  { method: 'DELETE', url: '/api/v1/rotas/:id', who: 'notices:write', summary: 'End a rota', handle: onCall.deleteArrangement('rota') },
  {
    method: 'POST',
    url: '/api/v1/rotas/:id/overrides',
    who: 'notices:write',
    summary: 'Somebody else for a while',
    handle: onCall.postOverride,
    schema: { body: onCall.OverrideBody },
    creates: true,
  },
  {
    method: 'DELETE',
    url: '/api/v1/overrides/:id',
    who: 'notices:write',
    summary: 'End an override',
    handle: onCall.deleteArrangement('override'),
  },
  {
    method: 'POST',
    url: '/api/v1/absences',
    who: 'notices:write',
    summary: 'Somebody is away, and who covers',
    handle: onCall.postAbsence,
    schema: { body: onCall.AbsenceBody },
    creates: true,
  },
  {
    method: 'DELETE',
    url: '/api/v1/absences/:id',
    who: 'notices:write',
    summary: 'End an absence',
    handle: onCall.deleteArrangement('absence'),
  },
  { method: 'GET', url: '/api/v1/policies', who: 'cases:read', summary: 'Escalation policies in force', handle: onCall.getPolicies },
  {
    method: 'PUT',
    url: '/api/v1/policies/:id',
    who: 'admin',
    summary: 'Make or change a policy; cases under way keep theirs',
    handle: onCall.putPolicy,
  },
  {
    method: 'DELETE',
    url: '/api/v1/policies/:id',
    who: 'admin',
    summary: 'End a policy of one’s own',
    handle: onCall.deleteArrangement('policy'),
  },
  ...REHEARSAL_ROUTES,
  {
    method: 'GET',
    url: '/api/v1/users/:id/telling',
    who: 'signed-in',
    summary: 'How somebody is told of things',
    handle: onCall.getTelling,
  },
  {
    method: 'PUT',
    url: '/api/v1/users/:id/telling',
    who: 'signed-in',
    summary: 'Wishes and addresses',
    handle: onCall.putTelling,
    schema: { body: onCall.TellingBody },
  },

  { method: 'GET', url: '/api/v1/notifiers', who: 'admin', summary: 'What is connected', handle: ways.getNotifiers },
  {
    method: 'POST',
    url: '/api/v1/notifiers/:id/test',
    who: 'admin',
    summary: 'Send a test through it',
    handle: ways.postTest,
    schema: { body: ways.TestBody.nullish() },
  },
  { method: 'DELETE', url: '/api/v1/notifiers/:id', who: 'admin', summary: 'Disconnect it', handle: ways.deleteNotifier },
  {
    method: 'GET',
    url: '/api/v1/wall',
    who: 'cases:read',
    summary: 'Escalations and clocks at a glance; names no customer',
    handle: getWall,
  },

  {
    method: 'POST',
    url: '/providers/:id/receipts',
    who: 'public',
    summary: 'What became of a text or call; Twilio’s signature is the key',
    handle: providers.postReceipt,
  },
  {
    method: 'POST',
    url: '/providers/:id/slack',
    who: 'public',
    summary: 'A button pressed in Slack; Slack’s signature is the key',
    handle: providers.postSlack,
  },
  {
    method: 'GET',
    url: '/a/:token',
    who: 'public',
    summary: 'The page of an alert, by a signed link; opening it does nothing',
    handle: getAlert,
  },
  { method: 'POST', url: '/a/:token', who: 'public', summary: 'Act on an alert, by a signed link', handle: postAlert },
  { method: 'GET', url: '/q/:token', who: 'public', summary: 'A question to a colleague, by a signed link', handle: getQuestion },
  { method: 'POST', url: '/q/:token', who: 'public', summary: 'Answer it', handle: postQuestion },
  { method: 'GET', url: '/alert.js', who: 'public', summary: 'Counts down on the page of an alert', handle: getAlertScript },
]
