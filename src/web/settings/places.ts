import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { ScreenId } from '../../domain/screens'

type Load = () => Promise<{ default: ComponentType }>
const part = (load: Load) => lazy(load)

/** What stands in each place within Settings; it comes when the place is opened. */
export const PLACES: Partial<Record<ScreenId, LazyExoticComponent<ComponentType>>> = {
  setup: part(async () => ({ default: (await import('./setup/setup')).Setup })),
  me: part(async () => ({ default: (await import('./me/me')).Me })),
  channels: part(async () => ({ default: (await import('./channels/channels')).Channels })),
  clocks: part(async () => ({ default: (await import('./books/books')).Books })),
  'approval-rules': part(async () => ({ default: (await import('./approval-rules/approval-rules')).ApprovalRules })),
  detector: part(async () => ({ default: (await import('./detector/detector')).Detector })),
  developers: part(async () => ({ default: (await import('./developers/developers')).Developers })),
  health: part(async () => ({ default: (await import('./health/health')).Health })),
  audit: part(async () => ({ default: (await import('./audit/audit')).Audit })),
  people: part(async () => ({ default: (await import('./people/people')).People })),
}
