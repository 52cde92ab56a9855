import { z } from 'zod'
import type { FirmFacts } from '../actions/setup-needs'
import { storable } from '../domain/intake'
import { STEP_STATES, STEPS } from '../domain/setup/steps'
import { isZone } from '../domain/time/zone'
import type { Handler, Route } from './route'

const FirmBody = z.strictObject({
  name: z.string().trim().min(1).max(200).refine(storable, 'must be well-formed Unicode without U+0000'),
  language: z.enum(['en', 'th', 'zh', 'fa']),
  time_zone: z.string().max(80).refine(isZone, 'must be a time zone such as Asia/Bangkok'),
  calendar: z.string().regex(/^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$/, 'must be a place such as TH or AU-NSW, or empty'),
})
const SetupBody = z.strictObject({ step: z.enum(STEPS), state: z.enum(STEP_STATES) })

const presentFirm = ({ name, language, timeZone, calendar }: FirmFacts) => ({ name, language, time_zone: timeZone, calendar })

const getSetup: Handler = async (services, request) => {
  const { firm, steps, empty, places } = await services.setup.read(request.principal.tenant)
  return {
    firm: presentFirm(firm),
    steps: STEPS.map((id) => ({ id, state: steps[id] })),
    empty,
    places: places.map(({ id, timeZone }) => ({ id, time_zone: timeZone })),
  }
}

const putSetup: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const { step, state } = request.body as z.infer<typeof SetupBody>
  await services.setup.keepStep(tenant, step, state, actor)
  return { id: step, state }
}

/** Dates of clocks that run stay as they are; new cases count by the new days. */
const putFirm: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const { name, language, time_zone, calendar } = request.body as z.infer<typeof FirmBody>
  const firm = { name, language, timeZone: time_zone, calendar }
  await services.setup.keepFirm(tenant, firm, actor)
  return presentFirm(firm)
}

export const SETUP_ROUTES: Route[] = [
  { method: 'GET', url: '/api/v1/setup', who: 'admin', summary: 'How far the desk is set up', handle: getSetup },
  {
    method: 'PUT',
    url: '/api/v1/setup',
    who: 'admin',
    summary: 'Say that a step of the set-up is done, skipped or open',
    handle: putSetup,
    schema: { body: SetupBody },
  },
  {
    method: 'PUT',
    url: '/api/v1/firm',
    who: 'admin',
    summary: 'Name, language, time zone and calendar of the firm',
    handle: putFirm,
    schema: { body: FirmBody },
  },
]
