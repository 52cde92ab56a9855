import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { ScreenId } from '../../domain/screens'

type Load = () => Promise<{ default: ComponentType }>
const part = (load: Load) => lazy(load)

/** What stands in each place within Settings; it comes when the place is opened. */
export const PLACES: Partial<Record<ScreenId, LazyExoticComponent<ComponentType>>> = {
  me: part(async () => ({ default: (await import('./me/me')).Me })),
  people: part(async () => ({ default: (await import('./people/people')).People })),
}
