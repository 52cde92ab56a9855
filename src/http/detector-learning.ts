import { adapt, driftOfFirm, type NotDone, promote, rollBack } from '../actions/detector-learning'
import type { FirmModel } from '../actions/detector-needs'
import { iso } from '../domain/moment'
import { show } from '../domain/public-id'
import { notFound, Problem } from './problem'
import type { Handler } from './route'

export const getModels: Handler = async ({ learning }, request) => {
  const { tenant } = request.principal
  const [models, drift] = await Promise.all([learning.models(tenant), driftOfFirm(learning, tenant)])
  return { data: models.map(present), drift }
}

const EXCERPT = 160
/** What people said of messages, newest first: what is learned from. */
export const getCorrections: Handler = async ({ learning, directory }, request) => {
  const { tenant } = request.principal
  const [rows, { people }] = await Promise.all([learning.rows(tenant, 200), directory(tenant)])
  return {
    data: rows.map(({ id, text, lang, complaint, at, by }) => ({
      ...{ message_id: show('msg', id), excerpt: [...text.replace(/\s+/g, ' ').trim()].slice(0, EXCERPT).join(''), lang, complaint },
      ...{ at: iso(at), by: people.find((person) => person.id === by)?.name ?? by },
    })),
  }
}

export const postModel: Handler = async ({ learning }, request, reply) => {
  const { id, state, report } = await adapt(learning, request.principal.tenant, request.principal.actor)
  reply.code(201)
  return { id, state, ...presentReport(report) }
}

export const postPromotion: Handler = async ({ learning }, request) =>
  done(await promote(learning, request.principal.tenant, (request.params as { id: string }).id, request.principal.actor))

export const postRollback: Handler = async ({ learning }, request) =>
  done(await rollBack(learning, request.principal.tenant, request.principal.actor))

function done<T extends object>(answer: T | NotDone): T {
  if (!('refused' in answer)) return answer
  const { code, refused } = answer as NotDone
  if (code === 'unknown') throw notFound('No model')
  throw new Problem(409, code, refused)
}

const present = ({ id, state, base, report, madeAt, madeBy, decidedAt, decidedBy }: FirmModel) => ({
  id,
  state,
  base,
  made_at: iso(madeAt),
  made_by: madeBy,
  decided_at: decidedAt === null ? null : iso(decidedAt),
  decided_by: decidedBy,
  ...presentReport(report),
})

const presentReport = ({ rows, taught, heldBack, refused, verdict, tasks = [] }: FirmModel['report']) => ({
  rows,
  taught,
  held_back: heldBack,
  refused,
  verdict,
  tasks: tasks.map(({ heldBack, ...task }) => ({ ...task, held_back: heldBack })),
})
