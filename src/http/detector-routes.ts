import * as learning from './detector-learning'
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
  {
    method: 'GET',
    url: '/api/v1/detector/corrections',
    who: 'messages:read',
    summary: 'What people corrected, newest first',
    handle: learning.getCorrections,
  },
  {
    method: 'GET',
    url: '/api/v1/detector/models',
    who: 'messages:read',
    summary: 'What was learned from corrections, how it was judged, and how messages drift',
    handle: learning.getModels,
  },
  {
    method: 'POST',
    url: '/api/v1/detector/models',
    who: 'admin',
    summary: 'Learn from the corrections so far and judge what was learned',
    handle: learning.postModel,
    creates: true,
  },
  {
    method: 'POST',
    url: '/api/v1/detector/models/:id/promotion',
    who: 'admin',
    summary: 'Put a challenger in force',
    handle: learning.postPromotion,
    creates: true,
  },
  {
    method: 'POST',
    url: '/api/v1/detector/rollback',
    who: 'admin',
    summary: 'Go one step back to what was in force before',
    handle: learning.postRollback,
    creates: true,
  },
  { method: 'DELETE', url: '/api/v1/detector/rules/:id', who: 'admin', summary: 'Take a rule out of force', handle: rules.deleteRule },
]
