import * as rules from './detector-rules'
import type { Route } from './route'

/** What a firm teaches its detector. */
export const DETECTOR_ROUTES: Route[] = [
  {
    method: 'GET',
    url: '/api/v1/detector/rules',
    who: 'messages:read',
    summary: "The firm's own phrases and rules, with versions",
    handle: rules.getRules,
  },
  {
    method: 'POST',
    url: '/api/v1/detector/rules/trial',
    who: 'messages:read',
    summary: 'What a rule would have done on the last 1,000 messages; nothing is kept',
    handle: rules.postTrial,
    schema: { body: rules.RuleBodySchema },
  },
  {
    method: 'POST',
    url: '/api/v1/detector/rules',
    who: 'admin',
    summary: 'Write a phrase or a rule as a draft, or a new version of one',
    handle: rules.postRule,
    schema: { body: rules.NamedRule },
    creates: true,
  },
  {
    method: 'POST',
    url: '/api/v1/detector/rules/:id/live',
    who: 'admin',
    summary: 'Put the newest draft in force, after trying it on the last 1,000 messages',
    handle: rules.postLive,
    schema: { body: rules.Live },
    creates: true,
  },
  { method: 'DELETE', url: '/api/v1/detector/rules/:id', who: 'admin', summary: 'Take a rule out of force', handle: rules.deleteRule },
]
