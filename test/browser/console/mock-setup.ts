import { STEPS } from '../../../src/domain/setup/steps'
import type { SetupData } from '../../../src/web/settings/setup/queries'
import type { Mock } from './mock-server'

/** A desk where messages come in and nobody has looked at the steps yet. */
export const freshSetup = (): SetupData => ({
  firm: { name: 'Lotus & Sons', language: 'en', time_zone: 'Asia/Bangkok', calendar: 'TH' },
  steps: STEPS.map((id) => ({ id, state: 'open' })),
  empty: false,
  places: [
    { id: 'TH', time_zone: 'Asia/Bangkok' },
    { id: 'AU-NSW', time_zone: 'Australia/Sydney' },
  ],
})

/** How far the desk is set up, kept as the server keeps it. */
export function setupAnswer({ setup }: Mock, method: string, noun: string, body: Record<string, unknown>) {
  if (method === 'GET') return { status: 200, body: setup }
  if (noun === 'firm') Object.assign(setup.firm, body)
  for (const step of setup.steps) if (step.id === body.step) Object.assign(step, { state: body.state })
  return { status: 200, body: noun === 'firm' ? setup.firm : { id: body.step, state: body.state } }
}
