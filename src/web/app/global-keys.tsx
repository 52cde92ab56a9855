import { useNavigate } from '@tanstack/react-router'
import { useKeys } from '../keys/use-keys'
import type { Open } from './shell'

export function GlobalKeys({ open }: { open: (what: Open) => void }) {
  const navigate = useNavigate()
  useKeys('any', {
    palette: () => open('palette'),
    sheet: () => open('sheet'),
    create: () => open('create'),
    search: () => {
      const field = document.querySelector<HTMLInputElement>('[data-search]')
      if (field) field.focus()
      else open('palette')
    },
    goInbox: () => void navigate({ to: '/inbox' }),
    goTriage: () => void navigate({ to: '/triage' }),
    goCases: () => void navigate({ to: '/cases' }),
    goWall: () => void navigate({ to: '/wall' }),
    goOutbox: () => void navigate({ to: '/outbox' }),
  })
  return null
}
