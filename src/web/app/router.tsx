import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Home } from './home'
import { NotFound } from './not-found'
import { Shell } from './shell'

const text = (search: Record<string, unknown>, ...names: string[]) =>
  Object.fromEntries(names.flatMap((name) => (typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : [])))

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: Home,
})
const day = createRoute({
  getParentRoute: () => root,
  path: '/day',
  component: lazyRouteComponent(() => import('../day/day'), 'MyDayScreen'),
})

export type InboxSearch = {
  view?: string | undefined
  channel?: string | undefined
  lang?: string | undefined
  q?: string | undefined
  open?: string | undefined
}
const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  validateSearch: (search): InboxSearch => text(search, 'view', 'channel', 'lang', 'q', 'open'),
  component: lazyRouteComponent(() => import('../inbox/inbox'), 'Inbox'),
})
export type TriageSearch = { channel?: string | undefined; lang?: string | undefined; open?: string | undefined }
const triage = createRoute({
  getParentRoute: () => root,
  path: '/triage',
  validateSearch: (search): TriageSearch => text(search, 'channel', 'lang', 'open'),
  component: lazyRouteComponent(() => import('../triage/triage'), 'Triage'),
})
export type CasesSearch = {
  state?: string | undefined
  severity?: string | undefined
  owner?: string | undefined
  tier?: string | undefined
  kind?: string | undefined
  q?: string | undefined
  sort?: string | undefined
}
const cases = createRoute({
  getParentRoute: () => root,
  path: '/cases',
  validateSearch: (search): CasesSearch => text(search, 'state', 'severity', 'owner', 'tier', 'kind', 'q', 'sort'),
  component: lazyRouteComponent(() => import('../cases/cases'), 'Cases'),
})
const oneCase = createRoute({
  getParentRoute: () => root,
  path: '/cases/$ref',
  component: lazyRouteComponent(() => import('../case/case'), 'CaseScreen'),
})
export type ApprovalsSearch = { state?: string | undefined; open?: string | undefined }
const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: (search): ApprovalsSearch => text(search, 'state', 'open'),
  component: lazyRouteComponent(() => import('../approvals/approvals'), 'Approvals'),
})
export type WallSearch = { mode?: string | undefined }
const wall = createRoute({
  getParentRoute: () => root,
  path: '/wall',
  validateSearch: (search): WallSearch => text(search, 'mode'),
  component: lazyRouteComponent(() => import('../wall/wall'), 'WallScreen'),
})
export type CustomersSearch = { q?: string | undefined }
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search): CustomersSearch => text(search, 'q'),
  component: lazyRouteComponent(() => import('../customers/customers'), 'Customers'),
})
const oneCustomer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('../customers/customer'), 'CustomerScreen'),
})
const saved = createRoute({
  getParentRoute: () => root,
  path: '/saved',
  component: lazyRouteComponent(() => import('../saved/saved'), 'SavedReplies'),
})
export type OutboxSearch = { state?: string | undefined; open?: string | undefined }
const outbox = createRoute({
  getParentRoute: () => root,
  path: '/outbox',
  validateSearch: (search): OutboxSearch => text(search, 'state', 'open'),
  component: lazyRouteComponent(() => import('../outbox/outbox'), 'Outbox'),
})

const settingsList = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings'), 'Settings'),
})
export type SettingsSearch = Partial<Record<'q' | 'who' | 'kind' | 'from' | 'to' | 'open', string>>
const settingsPlace = <Path extends `/settings/${string}`>(path: Path) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: (search): SettingsSearch => text(search, 'q', 'who', 'kind', 'from', 'to', 'open'),
    component: lazyRouteComponent(() => import('../settings/settings'), 'Settings'),
  })
const settings = [
  settingsList,
  settingsPlace('/settings/setup'),
  settingsPlace('/settings/me'),
  settingsPlace('/settings/people'),
  settingsPlace('/settings/channels'),
  settingsPlace('/settings/clocks'),
  settingsPlace('/settings/approval-rules'),
  settingsPlace('/settings/detector'),
  settingsPlace('/settings/developers'),
  settingsPlace('/settings/health'),
  settingsPlace('/settings/audit'),
] as const

/** Plain query strings, so that a link reads as people write it: `/cases?severity=A,B&owner=me`. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    day,
    inbox,
    triage,
    cases,
    oneCase,
    approvals,
    wall,
    customers,
    oneCustomer,
    saved,
    outbox,
    ...settings,
  ]),
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
    const words = new URLSearchParams(kept as [string, string][]).toString().replaceAll('%2C', ',')
    return words ? `?${words}` : ''
  },
  defaultPreload: 'intent',
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
