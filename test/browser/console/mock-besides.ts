import { approvals } from './mock-approvals'
import { chartOf } from './mock-charts'
import { customersAnswer } from './mock-customers'
import { dayOf } from './mock-day'
import type { Mock } from './mock-server'
import { setupAnswer } from './mock-setup'

type Answer = { status: number; body: unknown }
type View = { id: string; name: string; search: string; team: boolean; locked: boolean; may_remove: boolean }

/** What is asked for beside messages, cases and notices; null where it is about those. */
export function besides(
  mock: Mock,
  method: string,
  [noun, id, part]: readonly [string, string, string],
  query: URLSearchParams,
  body: Record<string, unknown>,
): Answer | null {
  if (noun === 'approvals') return approvals(mock, method, id, part, query, body)
  if (noun === 'charts') return { status: 200, body: chartOf(id) }
  if (noun === 'setup' || noun === 'firm') return setupAnswer(mock, method, noun, body)
  if (noun === 'day') return { status: 200, body: dayOf(mock) }
  if (noun === 'customers') return customersAnswer(mock, method, id, part, query, body)
  if (noun === 'alerts') return { status: 201, body: {} }
  return noun === 'views' ? views(mock, method, id, body) : null
}

function views(mock: Mock, method: string, id: string, body: Record<string, unknown>): Answer {
  if (method === 'GET') return { status: 200, body: { data: mock.views } }
  if (method === 'DELETE') {
    mock.views = mock.views.filter((view) => view.id !== id)
    return { status: 200, body: { id, removed: true } }
  }
  const view = { id: `viw_${mock.views.length + 1}`, may_remove: true, ...body } as View
  mock.views.push(view)
  return { status: 201, body: view }
}
