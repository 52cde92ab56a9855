import { useEffect, useRef } from 'react'
import type { BindingId, Scope } from './bindings'
import { type Handlers, mount } from './dispatch'

/** Gives a screen's keys their deeds for as long as it is mounted. A handler that is absent now is not listed and not taken. */
export function useKeys(scope: Scope, handlers: Handlers) {
  const latest = useRef(handlers)
  latest.current = handlers
  const names = Object.entries(handlers)
    .filter(([, handler]) => handler)
    .map(([id]) => id)
    .sort()
    .join(' ')
  useEffect(() => {
    const live: Handlers = {}
    for (const id of names.split(' ').filter(Boolean) as BindingId[]) live[id] = () => latest.current[id]?.()
    return mount({ scope, handlers: live })
  }, [scope, names])
}
